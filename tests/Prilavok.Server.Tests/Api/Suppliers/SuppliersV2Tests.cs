using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Suppliers;

public abstract class SuppliersV2Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Id = "50d02691-8e22-4b1d-ac8b-0216d423334f";

    [Theory]
    [InlineData("/suppliers")]
    [InlineData("/suppliers/")]
    public async Task A_supplier_is_added_under_the_id_it_came_with(string path)
    {
        var tenant = await TenantAsync();

        var added = (await tenant.App.PostAsync(path, new { id = Id, name = "ООО \"Чай\"", user_id = "ignored", created_at = 1 })).Expect(200);

        var at = (string)added.Json["created_at"]!;
        Assert.Equal($$"""{"id":"{{Id}}","name":"ООО \"Чай\"","user_id":"{{tenant.OwnerId}}","created_at":"{{at}}","updated_at":"{{at}}"}""", added.Text);
        Assert.Equal(added.Text, (await tenant.App.GetAsync("/suppliers/" + Id.ToUpperInvariant())).Expect(200).Text);
        Assert.Equal($$$"""{"items":[{{{added.Text}}}],"paging":{}}""", (await tenant.App.GetAsync("/suppliers")).Expect(200).Text);
    }

    [Fact]
    public async Task An_id_is_made_where_none_can_be_taken()
    {
        var tenant = await TenantAsync();
        Assert.Equal(Id, await AddAsync(tenant, Id, "Tea"));
        Assert.Equal(Id, await AddAsync(tenant, Id, "Tea"));

        string[] made = [await AddAsync(tenant, null, "Tea"), await AddAsync(tenant, Id, "Coffee"), await AddAsync(tenant, "s-1", "Milk"), await AddAsync(tenant, 7, "Milk")];

        Assert.All(made, id => Assert.True(Guid.TryParseExact(id, "D", out _), id));
        Assert.Equal(5, made.Append(Id).Distinct().Count());
        Assert.Equal(5, (await tenant.App.GetAsync("/suppliers")).Expect(200).Ids().Count);
    }

    [Fact]
    public async Task What_was_read_can_be_changed_and_sent_back()
    {
        var tenant = await TenantAsync();
        await AddAsync(tenant, Id, "Tea");
        var read = (await tenant.App.GetAsync("/suppliers/" + Id)).Expect(200).Json;
        read["name"] = "Coffee";

        var changed = (await tenant.App.PatchAsync("/suppliers/" + Id, read)).Expect(200).Json;

        read["updated_at"] = (string)changed["updated_at"]!;
        Assert.True(JsonNode.DeepEquals(read, changed), changed.ToJsonString());
        Assert.Equal("Coffee", (string?)(await tenant.App.PatchAsync("/suppliers/" + Id, "{}")).Expect(200).Json["name"]);
        (await tenant.App.PatchAsync("/suppliers/nobody", read)).Expect(404);
    }

    [Theory]
    [InlineData("""?id={0},{1}""")]
    [InlineData("""?id={0}&id={1}&id=nobody""")]
    [InlineData("""/?id={1},,{0},{0}""")]
    public async Task A_list_of_ids_is_removed_and_the_unknown_are_passed_over(string query)
    {
        var tenant = await TenantAsync();
        var (first, second, third) = (await AddAsync(tenant, null, "Tea"), await AddAsync(tenant, null, "Coffee"), await AddAsync(tenant, null, "Milk"));

        var removed = (await tenant.App.DeleteAsync("/suppliers" + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, first, second.ToUpperInvariant()))).Expect(204);

        Assert.Empty(removed.Bytes);
        Assert.Equal([third], (await tenant.App.GetAsync("/suppliers")).Expect(200).Ids());
    }

    [Fact]
    public async Task One_is_removed_once()
    {
        var tenant = await TenantAsync();
        await AddAsync(tenant, Id, "Tea");

        Assert.Empty((await tenant.App.DeleteAsync("/suppliers/" + Id)).Expect(204).Bytes);
        (await tenant.App.DeleteAsync("/suppliers/" + Id)).Expect(404);
        (await tenant.App.GetAsync("/suppliers/" + Id)).Expect(404);
        Assert.Equal(["id: size must be between 1 and 1000"], (await tenant.App.DeleteAsync("/suppliers")).Violations());
        Assert.Equal(["id: size must be between 1 and 1000"], (await tenant.App.DeleteAsync("/suppliers?id=" + string.Join(',', Enumerable.Range(0, 1001)))).Violations());
    }

    [Fact]
    public async Task A_walk_finds_each_once_while_others_come_in()
    {
        var tenant = await TenantAsync();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await AddAsync(tenant, null, "Tea"));
        }

        var walked = await tenant.App.WalkAsync("/suppliers?limit=2&cursor=", "/suppliers?limit=2&", number => number < 3 ? AddAsync(tenant, null, "Late") : Task.CompletedTask);

        Assert.Equal(walked.Distinct(), walked);
        Assert.Subset(walked.ToHashSet(), made.ToHashSet());
    }

    [Theory]
    [InlineData("""{}""", "name: must not be null")]
    [InlineData("""{"name":null}""", "name: must not be null")]
    [InlineData("""{"name":""}""", "name: size must be between 1 and 255")]
    [InlineData("""{"name":[]}""", "name: invalid value")]
    public async Task A_name_is_needed(string body, string violation)
    {
        var tenant = await TenantAsync();

        Assert.Equal([violation], (await tenant.App.PostAsync("/suppliers", body)).Violations());
        Assert.Equal(["name: size must be between 1 and 255"], (await tenant.App.PostAsync("/suppliers", new { name = new string('x', 256) })).Violations());
        Assert.Empty((await tenant.App.GetAsync("/suppliers")).Expect(200).Ids());
    }

    [Fact]
    public async Task A_body_of_another_kind_is_told_with_its_place()
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.App.PostAsync("/suppliers", """[{"name":"x"}]""")).Expect(400);

        Assert.Equal("invalid_format", answer.Json["code"]!.GetValue<string>());
        Assert.Equal("line 1, column 1", answer.Json["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Terminals_hear_of_suppliers_and_other_owners_do_not()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var (_, seen) = await till.ChangesAsync(0);
        await AddAsync(tenant, Id, "Tea");
        (await tenant.App.DeleteAsync("/suppliers/" + Id)).Expect(204);

        var (changes, _) = await till.ChangesAsync(seen);

        Assert.Equal(
            [("supplier", Id, (string?)"Tea"), ("supplier", Id, null)],
            changes.Select(change => ((string)change["kind"]!, (string)change["id"]!, (string?)change["data"]?["name"])));
        Assert.Empty((await (await TenantAsync()).App.GetAsync("/suppliers")).Expect(200).Ids());
    }

    private static async Task<string> AddAsync(Tenant tenant, object? id, string name) =>
        (string)(await tenant.App.PostAsync("/suppliers", id is null ? new { name } : new { id, name })).Expect(200).Json["id"]!;
}

public sealed class SqliteSuppliersV2Tests : SuppliersV2Tests<SqliteFixture>;

public sealed class PostgreSqlSuppliersV2Tests : SuppliersV2Tests<PostgreSqlFixture>;
