using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Terminals;
using Prilavok.Server.Delivery;
using Prilavok.Server.Documents;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Deliveries;

/// <summary>What a delivery is about, by the names that the things have everywhere.</summary>
internal static class SubjectWriter
{
    /// <summary>Inside an object that is open: everything in <c>about</c>, and of a delivery about one thing its names beside it too.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Subjects subjects)
    {
        if (subjects is { IsWhole: true, Events: [var only] })
        {
            WriteNames(json, only);
        }

        json.WriteStartArray("about");
        foreach (var e in subjects.Events)
        {
            Write(json, e);
        }

        json.WriteEndArray();
        if (!subjects.IsWhole)
        {
            json.WriteBoolean("aboutMore", true);
        }
    }

    public static void Write(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("kind", char.ToLowerInvariant(e.Kind.ToString()[0]) + e.Kind.ToString()[1..]);
        json.WriteString("happenedAt", e.At.UtcDateTime);
        WriteNames(json, e);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, Event e)
    {
        foreach (var (name, value) in NamesOf(e))
        {
            json.WriteString(name, value);
        }

        if (e.Fact is DocumentFact document)
        {
            KeptEnvelope.WriteNumber(json, document.Content);
        }
    }

    public static IEnumerable<(string Name, string? Value)> NamesOf(Event e)
    {
        switch (e.Fact)
        {
            case DocumentFact:
                yield return ("documentId", e.SubjectId);
                yield return ("type", Packer.TypeOf(e));
                yield return ("storeId", e.StoreId);
                if (e.Source.Kind == SourceKind.Terminal)
                {
                    yield return ("deviceId", e.Source.Id);
                }

                break;
            case StoreFact:
                yield return ("storeId", e.SubjectId);
                break;
            case DeviceFact:
                yield return ("deviceId", e.SubjectId);
                yield return ("storeId", e.StoreId);
                break;
            case EmployeeFact:
                yield return ("employeeId", e.SubjectId);
                break;
            case RoleFact:
                yield return ("roleId", e.SubjectId);
                break;
            case ProductFact:
                yield return ("productId", e.SubjectId);
                yield return ("storeId", e.StoreId);
                break;
            case SubscriptionFact { News: var news }:
                yield return ("subscriptionId", news.SubscriptionId);
                yield return ("type", SubscriptionWriter.NameOf(news.Type));
                break;
            case AppFact when e.Kind == EventKind.Installation:
                yield return ("type", e.Action == EventAction.Created ? "ApplicationInstalled" : "ApplicationUninstalled");
                break;
        }
    }

    /// <summary>The number on the receipt; null of what is no document.</summary>
    public static string? NumberOf(Event e) => e.Fact is DocumentFact document ? KeptEnvelope.NumberOf(document.Content) : null;
}
