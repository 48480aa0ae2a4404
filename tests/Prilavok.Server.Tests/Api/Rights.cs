using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Api;

/// <summary>Apps that may do only this or that.</summary>
internal static class Rights
{
    public static IReadOnlyList<string> All => Core.Rights.All;

    /// <summary>One more app in the account, of another publisher.</summary>
    /// <param name="rights">Nothing else is allowed to it.</param>
    public static async Task<Caller> AllowAsync(this Tenant tenant, IEnumerable<string> rights, string name = "Other")
    {
        var app = (await tenant.Sandbox.PostAsync($"/sandbox/tenants/{tenant.OwnerId}/apps", new { name, rights })).Expect(201).Json;
        return tenant.App with { Token = (string)app["token"]! };
    }

    /// <summary>Ids of a page.</summary>
    public static IReadOnlyList<string> Ids(this Answer page) => [.. page.Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    /// <summary>The violations of a 400, each as its subject and reason.</summary>
    public static IReadOnlyList<string> Violations(this Answer answer) =>
    [
        .. answer.Expect(400).Json["violations"]!.AsArray().Select(violation => $"{violation!["subject"]}: {violation["reason"]}"),
    ];

    /// <summary>Walks a list to its end.</summary>
    public static async Task<IReadOnlyList<string>> WalkAsync(this Caller caller, string first, string path, Func<int, Task>? meanwhile = null)
    {
        var read = new List<string>();
        var page = (await caller.GetAsync(first)).Expect(200);
        for (var number = 0; ; number++)
        {
            read.AddRange(page.Ids());
            if (meanwhile is not null)
            {
                await meanwhile(number);
            }

            if ((string?)page.Json["paging"]!.AsObject()["next_cursor"] is not { } cursor)
            {
                return read;
            }

            page = (await caller.GetAsync($"{path}cursor={cursor}")).Expect(200);
        }
    }
}
