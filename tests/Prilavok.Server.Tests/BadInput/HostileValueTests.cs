using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Every member of every body holds, in turn, whatever is least expected there. The answer is yes or no, and never a fault of ours.</summary>
public abstract class HostileValueTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>Documents of one request: each is judged by itself, so many variants go together.</summary>
    private const int Together = 100;

    /// <summary>Requests to one account: an account with hundreds of apps answers slowly.</summary>
    private const int OfOneScene = 150;

    /// <summary>What a database may choke on.</summary>
    private static readonly string[] OddData =
    [
        "null", "0.0005", "7.9e28", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "\"\\u001b[31m\\r\\n\"",
        "\"\\u2028\\u202e\\ud83d\\ude00\"", "\"2026-02-30T00:00:00.000+0000\"", Long(3000),
    ];

    /// <summary>What whoever reads a body may choke on, before any database sees it.</summary>
    private static readonly string[] OddShapes =
    [
        "true", "-1", "1e400", "-1e400", "\"\"", "\" \"", "\"NaN\"", "\"1e400\"", "\"' OR 1=1 --\"", "\"P9999999D\"", "\"http://a:b@c/\"", "\"http://[/\"",
        "[]", "{}", "[null]", "{\"a\":null}", "{\"\":[{}]}", Long(65), $"[{string.Join(',', Enumerable.Repeat("1", 5001))}]",
    ];

    /// <summary>The values that each member gets in turn.</summary>
    protected virtual IEnumerable<string> Values => [.. OddData, .. OddShapes];

    /// <summary>The reading of bodies is one for both engines: the second one sees what reaches a database.</summary>
    protected static IEnumerable<string> ValuesForDatabases => OddData;

    protected override bool IsStill => true;

    [Theory]
    [MemberData(nameof(Endpoint.Names), MemberType = typeof(Endpoint))]
    public async Task No_value_is_a_fault_of_the_server(string name)
    {
        var endpoint = Endpoint.Named(name);
        string[] bodies;
        var sent = 0;
        do
        {
            var scene = await Scene.OpenAsync(Server.Http, Partner);
            var variants = Variants(endpoint.Good(scene));
            bodies = [.. (endpoint.IsJudgedOneByOne ? Joined(variants) : variants).Skip(sent).Take(OfOneScene)];
            foreach (var body in bodies)
            {
                var answer = await endpoint.SendAsync(scene, body);
                if (answer.Status is not (200 or 201))
                {
                    Scene.AssertRefusal(answer, body);
                }
            }

            await ReadEverythingAsync(scene);
            sent += bodies.Length;
        }
        while (bodies.Length == OfOneScene);
    }

    /// <summary>What was taken can be given out again in every form, and told to the services.</summary>
    private static async Task ReadEverythingAsync(Scene scene)
    {
        foreach (var path in new[] { "/stores", "/devices", "/employees", "/roles", "/apps", "/audit" })
        {
            (await scene.Tenant.Owner.GetAsync(scene.Tenant.Manage(path))).Expect(200);
        }

        foreach (var store in (await scene.Tenant.App.GetAsync("/stores")).Expect(200).Json["items"]!.AsArray())
        {
            var id = Uri.EscapeDataString((string)store!["id"]!);
            (await scene.Tenant.App.GetAsync($"/stores/{id}/documents")).Expect(200);
            (await scene.Tenant.App.GetAsync($"/api/v1/inventories/stores/{id}/documents?gtCloseDate=2026-02-15")).Expect(200);
            (await scene.Tenant.App.GetAsync($"/api/v1/inventories/stores/{id}/products")).Expect(200);
            (await scene.Tenant.App.GetAsync($"/api/v1/inventories/stores/{id}/products/quantities")).Expect(200);
        }

        (await scene.Tenant.App.GetAsync("/api/v1/inventories/employees/search")).Expect(200);
        (await scene.Tenant.App.GetAsync("/api/v1/inventories/devices/search")).Expect(200);
        await scene.Tenant.SettleAsync();
        Assert.All(await scene.Tenant.AttemptsAsync(), attempt => Assert.Null((string?)attempt["error"]));
    }

    private static IEnumerable<string> Joined(IEnumerable<string> arrays) =>
        arrays.Select(array => array[1..^1]).Where(item => item.Length > 0).Chunk(Together).Select(items => $"[{string.Join(',', items)}]");

    private IEnumerable<string> Variants(JsonNode good)
    {
        foreach (var path in Places(good, "").DistinctBy(Member))
        {
            foreach (var value in Values)
            {
                yield return With(good, path, value);
            }

            yield return With(good, path, null);
        }
    }

    /// <summary>Paths such as <c>/0/name</c>.</summary>
    private static IEnumerable<string> Places(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value, $"{path}/{member.Key}").Prepend($"{path}/{member.Key}")),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{path}/{i}").Prepend($"{path}/{i}")),
        _ => [],
    };

    /// <summary>The same for each item of a list: what holds for a member of the first holds for that of the second.</summary>
    private static string Member(string path) => string.Join('/', path.Split('/').Select(step => step.All(char.IsAsciiDigit) ? "" : step));

    /// <param name="value">JSON; null takes the member away.</param>
    private static string With(JsonNode good, string path, string? value)
    {
        const string Mark = "the value";
        var copy = good.DeepClone();
        var steps = path[1..].Split('/');
        var place = steps[..^1].Aggregate(copy, (node, step) => node is JsonArray items ? items[Index(step)]! : node[step]!);
        switch (place)
        {
            case JsonArray items when value is null:
                items.RemoveAt(Index(steps[^1]));
                break;
            case JsonArray items:
                items[Index(steps[^1])] = Mark;
                break;
            case JsonObject members when value is null:
                members.Remove(steps[^1]);
                break;
            default:
                place[steps[^1]] = Mark;
                break;
        }

        return copy.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private static int Index(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A text that no database packs into fewer bytes: what is too long for an index is so at a few thousand of them.</summary>
    private static string Long(int length)
    {
        var random = new Random(length);
        return $"\"{string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('а', 'я')))}\"";
    }
}

public sealed class SqliteHostileValueTests : HostileValueTests<SqliteFixture>;

public sealed class PostgreSqlHostileValueTests : HostileValueTests<PostgreSqlFixture>
{
    protected override IEnumerable<string> Values => ValuesForDatabases;
}
