using System.Text.Json;
using Prilavok.Core.Employees;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class EmployeeWriter
{
    /// <summary>As <c>employees/search</c> answers.</summary>
    public static void WriteV1(Utf8JsonWriter json, Employee employee, RoleKind role)
    {
        json.WriteStartObject();
        WriteMembersV1(json, employee, role);
        json.WriteNull("code");
        json.WriteEndObject();
    }

    public static void WriteWebhookV1(Utf8JsonWriter json, Employee employee, RoleKind role)
    {
        json.WriteStartObject();
        WriteMembersV1(json, employee, role);
        json.WriteEndObject();
    }

    public static void WriteV2(Utf8JsonWriter json, Employee employee, RoleKind role, string ownerId)
    {
        json.WriteStartObject();
        json.WriteString("id", employee.Id);
        json.WriteString("name", employee.Name);
        WriteKnown(json, "last_name", employee.LastName);
        WriteKnown(json, "patronymic_name", employee.PatronymicName);
        if (employee.Phone is { } phone)
        {
            json.WriteNumber("phone", phone);
        }

        WriteStores(json, employee);
        json.WriteString("role", NameOf(role));
        json.WriteString("role_id", employee.RoleId);
        json.WriteString("user_id", ownerId);
        json.WriteString("created_at", Instants.Format(employee.CreatedAt));
        json.WriteString("updated_at", Instants.Format(employee.UpdatedAt));
        json.WriteEndObject();
    }

    public static void WriteRoleV2(Utf8JsonWriter json, Role role)
    {
        json.WriteStartObject();
        json.WriteString("id", role.Id);
        json.WriteString("name", role.Name);
        json.WriteEndObject();
    }

    private static string NameOf(RoleKind role) => role switch
    {
        RoleKind.Admin => "ADMIN",
        RoleKind.Cashier => "CASHIER",
        RoleKind.Manual => "MANUAL",
    };

    private static void WriteMembersV1(Utf8JsonWriter json, Employee employee, RoleKind role)
    {
        json.WriteString("uuid", employee.Id);
        json.WriteString("name", employee.Name);
        json.WriteString("lastName", employee.LastName);
        json.WriteString("patronymicName", employee.PatronymicName);
        if (employee.Phone is { } phone)
        {
            json.WriteNumber("phone", phone);
        }
        else
        {
            json.WriteNull("phone");
        }

        WriteStores(json, employee);
        json.WriteString("role", NameOf(role));
    }

    private static void WriteStores(Utf8JsonWriter json, Employee employee)
    {
        json.WriteStartArray("stores");
        foreach (var store in employee.StoreIds)
        {
            json.WriteStringValue(store);
        }

        json.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
