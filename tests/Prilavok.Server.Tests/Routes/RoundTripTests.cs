using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>What was read, with one member changed, can be written back whole, and nothing but that member is changed.</summary>
public abstract class RoundTripTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] Times = ["updated_at", "updatedAt"];

    private static readonly Dictionary<string, Trip> Trips = new()
    {
        ["supplier"] = new(HttpMethod.Patch, a => $"/suppliers/{a["supplierId"]}", DoorKind.App, body => body["name"] = "Changed"),
        ["product group"] = new(HttpMethod.Patch, a => $"/stores/{a["storeId"]}/product-groups/{a["groupId"]}", DoorKind.App, body => body["name"] = "Changed"),
        ["hook, replaced"] = new(HttpMethod.Post, Hook, DoorKind.Publisher, body => body["active"] = false),
        ["hook, changed"] = new(HttpMethod.Patch, Hook, DoorKind.Publisher, body => body["events"] = new JsonArray("token")),
        ["store"] = OfOwner("stores", "storeId", body => body["address"] = "Changed"),
        ["device"] = OfOwner("devices", "deviceId", body => body["name"] = "Changed"),
        ["employee"] = OfOwner("employees", "employeeId", body => body["lastName"] = "Changed"),
        ["role"] = OfOwner("roles", "roleId", body => body["name"] = "Changed"),
        ["app"] = new(HttpMethod.Patch, a => $"/manage/v1/apps/{a["appId"]}", DoorKind.Publisher, body => body["name"] = "Changed"),
    };

    [Fact]
    public async Task What_was_read_is_taken_with_one_member_changed()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        foreach (var (name, trip) in Trips)
        {
            var (caller, path) = (account.For(trip.Door), trip.Path(account));
            var body = (await caller.GetAsync(path)).Expect(200).Json;
            var before = Timeless(body);
            trip.Change(body);
            Assert.NotEqual(before, Timeless(body));

            var answer = (await caller.SendAsync(trip.Method, path, Caller.ContentOf(body))).Expect(200).Json;

            Assert.True(Timeless(body) == Timeless(answer), $"{name}: {answer.ToJsonString()}");
            Assert.Equal(Timeless(body), Timeless((await caller.GetAsync(path)).Expect(200).Json));
        }
    }

    /// <summary>Employees are only added in v2; the form in which they are read is one in which they can be.</summary>
    [Fact]
    public async Task An_employee_can_be_added_in_the_form_in_which_another_was_read()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var body = (await account.Tenant.App.GetAsync($"/employees/{account["employeeId"]}")).Expect(200).Json.AsObject();
        body["phone"] = 79005550102;
        var added = (await account.Tenant.App.PostAsync("/employees", body)).Expect(200).Json.AsObject();

        Assert.NotEqual((string)body["id"]!, (string)added["id"]!);
        foreach (var own in new[] { "id", "created_at", "updated_at" })
        {
            body.Remove(own);
            added.Remove(own);
        }

        Assert.True(JsonNode.DeepEquals(body, added), added.ToJsonString());
    }

    private static Trip OfOwner(string kind, string id, Action<JsonObject> change) =>
        new(HttpMethod.Patch, a => a.Tenant.Manage($"/{kind}/{a[id]}"), DoorKind.Owner, body => change(body.AsObject()));

    private static string Hook(Account account) => $"/api/apps/{account["appId"]}/versions/{account["versionId"]}/hooks/{account["hookId"]}";

    private static string Timeless(JsonNode node)
    {
        var copy = node.DeepClone().AsObject();
        foreach (var time in Times)
        {
            copy.Remove(time);
        }

        return copy.ToJsonString();
    }

    private sealed record Trip(HttpMethod Method, Func<Account, string> Path, DoorKind Door, Action<JsonNode> Change);
}

public sealed class SqliteRoundTripTests : RoundTripTests<SqliteFixture>;

public sealed class PostgreSqlRoundTripTests : RoundTripTests<PostgreSqlFixture>;
