using System.Text.Json;
using Prilavok.Core.Log;
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

        if (e.Fact is Fact.OfDocument document)
        {
            KeptEnvelope.WriteNumber(json, document.Content);
        }
    }

    public static IEnumerable<(string Name, string? Value)> NamesOf(Event e)
    {
        switch (e.Fact)
        {
            case Fact.OfDocument:
                yield return ("documentId", e.SubjectId);
                yield return ("type", Packer.TypeOf(e));
                yield return ("storeId", e.StoreId);
                if (e.Source.Kind == SourceKind.Terminal)
                {
                    yield return ("deviceId", e.Source.Id);
                }

                break;
            case Fact.OfStore:
                yield return ("storeId", e.SubjectId);
                break;
            case Fact.OfDevice:
                yield return ("deviceId", e.SubjectId);
                yield return ("storeId", e.StoreId);
                break;
            case Fact.OfEmployee:
                yield return ("employeeId", e.SubjectId);
                break;
            case Fact.OfRole:
                yield return ("roleId", e.SubjectId);
                break;
            case Fact.OfProduct:
                yield return ("productId", e.SubjectId);
                yield return ("storeId", e.StoreId);
                break;
            case Fact.OfSubscription { News: var news }:
                yield return ("subscriptionId", news.SubscriptionId);
                yield return ("type", SubscriptionWriter.NameOf(news.Type));
                break;
            case Fact.OfApp when e.Kind == EventKind.Installation:
                yield return ("type", e.Action == EventAction.Created ? "ApplicationInstalled" : "ApplicationUninstalled");
                break;
        }
    }

    /// <summary>The number on the receipt; null of what is no document.</summary>
    public static string? NumberOf(Event e) => e.Fact is Fact.OfDocument document ? KeptEnvelope.NumberOf(document.Content) : null;
}
