using Prilavok.Core;

namespace Prilavok.Server.Http;

/// <summary>Which page of a list a request asks for.</summary>
/// <param name="Filters">What the list is cut down to. Given with the first page; later the cursor carries it, and wins.</param>
internal readonly record struct PageQuery(Position After, string Filters, int Limit)
{
    /// <summary>One row more than the page holds, to see whether there is a next one.</summary>
    public Page Rows => new(After, Limit + 1);

    /// <returns>Null when the cursor is none of ours; that is answered here.</returns>
    public static async ValueTask<PageQuery?> ReadAsync(HttpContext http, string filters = "")
    {
        var after = Position.Start;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out filters))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return null;
        }

        return new PageQuery(after, filters, Paging.LimitOf(http.Request));
    }
}
