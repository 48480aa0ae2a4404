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

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0.0005", "1e400", "-1e400", "7.9e28", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "\"\"", "\" \"",
        "\"\\u001b[31m\\r\\n\"", "\"\\u2028\\u202e\\ud83d\\ude00\"", "\"NaN\"", "\"1e400\"", "\"' OR 1=1 --\"", "\"2026-02-30T00:00:00.000+0000\"", "\"P9999999D\"",
        "\"http://a:b@c/\"", "\"http://[/\"", "[]", "{}", "[null]", "{\"a\":null}", "{\"\":[{}]}", Long(65), Long(100_000), $"[{string.Join(',', Enumerable.Repeat("1", 5001))}]",
    ];

    protected override bool IsStill => true;

    [Theory]
    [MemberData(nameof(Endpoint.Names), MemberType = typeof(Endpoint))]
    public async Task No_value_is_a_fault_of_the_server(string name)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var endpoint = Endpoint.Named(name);
        foreach (var body in endpoint.IsJudgedOneByOne ? Joined(Variants(endpoint.Good(scene))) : Variants(endpoint.Good(scene)))
        {
            var answer = await endpoint.SendAsync(scene, body);
            if (answer.Status is not (200 or 201))
            {
                Scene.AssertRefusal(answer, body);
            }
        }

        await ReadEverythingAsync(scene);
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

    private static IEnumerable<string> Variants(JsonNode good)
    {
        foreach (var path in Places(good, ""))
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

    private static string Long(int length) => $"\"{new string('я', length)}\"";
}

public sealed class SqliteHostileValueTests : HostileValueTests<SqliteFixture>;

public sealed class PostgreSqlHostileValueTests : HostileValueTests<PostgreSqlFixture>;
