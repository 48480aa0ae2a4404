using System.Text.Json;
using Prilavok.Core.Employees;
using Prilavok.Core.Sandbox;

namespace Prilavok.Server.Sandbox;

internal static class TenantWriter
{
    public static void Write(Utf8JsonWriter json, Tenant tenant)
    {
        json.WriteStartObject();
        json.WriteString("ownerId", tenant.Owner.Id);
        json.WriteString("login", tenant.Owner.Login);
        json.WriteString("password", tenant.Password);
        json.WriteStartArray("apps");
        foreach (var app in tenant.Apps)
        {
            WriteApp(json, app);
        }

        json.WriteEndArray();
        json.WriteStartArray("stores");
        foreach (var store in tenant.Stores)
        {
            json.WriteStartObject();
            json.WriteString("id", store.Id);
            json.WriteString("name", store.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteDevices(json, tenant);
        WriteEmployees(json, tenant);
        json.WriteString("now", tenant.Now.UtcDateTime);
        json.WriteEndObject();
    }

    public static void WriteApp(Utf8JsonWriter json, TenantApp app)
    {
        json.WriteStartObject();
        json.WriteString("appId", app.App.Id);
        json.WriteString("name", app.App.Settings.Name);
        json.WriteString("token", app.Token);
        json.WriteString("publisherToken", app.PublisherToken);
        json.WriteString("publisherLogin", app.PublisherLogin);
        json.WriteString("publisherPassword", app.PublisherPassword);
        json.WriteEndObject();
    }

    private static void WriteDevices(Utf8JsonWriter json, Tenant tenant)
    {
        json.WriteStartArray("devices");
        foreach (var (terminal, token) in tenant.Terminals)
        {
            json.WriteStartObject();
            json.WriteString("id", terminal.Id);
            json.WriteString("storeId", terminal.StoreId);
            json.WriteString("name", terminal.Name);
            json.WriteString("token", token);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEmployees(Utf8JsonWriter json, Tenant tenant)
    {
        json.WriteStartArray("employees");
        foreach (var (employee, role) in tenant.Employees)
        {
            json.WriteStartObject();
            json.WriteString("id", employee.Id);
            json.WriteString("name", employee.Name);
            json.WriteString("role", role switch
            {
                RoleKind.Admin => "ADMIN",
                RoleKind.Cashier => "CASHIER",
                RoleKind.Manual => "MANUAL",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
