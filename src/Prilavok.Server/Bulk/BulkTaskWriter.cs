using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Bulk;

internal static class BulkTaskWriter
{
    /// <summary>Everything but the details.</summary>
    public static void WriteMembers(Utf8JsonWriter json, BulkTask task)
    {
        json.WriteString("id", task.Id);
        json.WriteString("modified_at", Instants.Format(task.ModifiedAt));
        json.WriteString("status", NameOf(task.Status));
        json.WriteString("type", GoodsV2.Of(task.IsGroup).Name);
    }

    private static string NameOf(BulkStatus status) => status switch
    {
        BulkStatus.Accepted => "ACCEPTED",
        BulkStatus.Running => "RUNNING",
        BulkStatus.Completed => "COMPLETED",
        BulkStatus.Failed => "FAILED",
        BulkStatus.Declined => "DECLINED",
    };
}
