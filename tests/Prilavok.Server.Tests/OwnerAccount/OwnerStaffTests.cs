using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

/// <summary>Employees and their roles.</summary>
public abstract class OwnerStaffTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task An_employee_is_made_read_changed_and_removed()
    {
        var tenant = await TenantAsync();
        var storeId = await tenant.AddStoreAsync();
        var roleId = await tenant.RoleAsync("Кассир");
        var employees = tenant.Manage("/employees");
        var made = (await tenant.Owner.PostAsync(
            employees, new { name = "Cashier", lastName = "Evening", roleId, stores = new[] { storeId }, phone = 79005550101 })).Expect(201);
        var id = (string)made.Json["id"]!;

        Assert.Equal(
            $$"""{"id":"{{id}}","name":"Cashier","lastName":"Evening","patronymicName":null,"phone":79005550101,"roleId":"{{roleId}}","stores":["{{storeId}}"]}""",
            made.Text);
        Assert.Equal($$"""{"items":[{{made.Text}}]}""", (await tenant.Owner.GetAsync(employees)).Expect(200).Text);

        var admin = await tenant.RoleAsync("Администратор");
        var changed = (await tenant.Owner.PatchAsync($"{employees}/{id}", new { phone = (long?)null, roleId = admin, stores = Array.Empty<string>() })).Expect(200);
        Assert.Equal(
            $$"""{"id":"{{id}}","name":"Cashier","lastName":"Evening","patronymicName":null,"phone":null,"roleId":"{{admin}}","stores":[]}""", changed.Text);
        var v1 = (await tenant.App.GetAsync("/api/v1/inventories/employees/search")).Expect(200).Text;
        Assert.Equal(
            $$"""[{"uuid":"{{id}}","name":"Cashier","lastName":"Evening","patronymicName":null,"phone":null,"stores":[],"role":"ADMIN","code":null}]""", v1);

        (await tenant.Owner.DeleteAsync($"{employees}/{id}")).Expect(204);
        (await tenant.Owner.GetAsync($"{employees}/{id}")).Expect(404);
        Assert.Equal("[]", (await tenant.App.GetAsync("/api/v1/inventories/employees/search")).Text);
    }

    [Theory]
    [InlineData("roleId", """{"name":"A","roleId":"none"}""")]
    [InlineData("stores", """{"name":"A","roleId":"ROLE","stores":["nowhere"]}""")]
    public async Task Roles_and_stores_must_be_there(string subject, string body)
    {
        var tenant = await TenantAsync();
        body = body.Replace("ROLE", await tenant.RoleAsync("Кассир"), StringComparison.Ordinal);

        var answer = (await tenant.Owner.PostAsync(tenant.Manage("/employees"), body)).Expect(422);

        Assert.Equal(subject, (string)answer.Json["violations"]![0]!["subject"]!);
        Assert.Equal("""{"items":[]}""", (await tenant.Owner.GetAsync(tenant.Manage("/employees"))).Text);
    }

    [Fact]
    public async Task A_preset_role_is_duplicated_and_the_copy_can_be_changed()
    {
        var tenant = await TenantAsync();
        var roles = tenant.Manage("/roles");
        var preset = (await tenant.Owner.GetAsync($"{roles}/{await tenant.RoleAsync("Кассир")}")).Expect(200).Json;

        var copy = (await tenant.Owner.PostAsync($"{roles}/{preset["id"]}/duplicate", new { })).Expect(201).Json;

        Assert.Equal("Кассир (копия)", (string)copy["name"]!);
        Assert.False((bool)copy["preset"]!);
        Assert.Equal(preset["rights"]!.ToJsonString(), copy["rights"]!.ToJsonString());
        (await tenant.Owner.PatchAsync($"{roles}/{preset["id"]}", new { name = "Mine" })).Expect(409);
        (await tenant.Owner.PatchAsync($"{roles}/{copy["id"]}", new { name = "Mine" })).Expect(200);
        (await tenant.Owner.PostAsync($"{roles}/none/duplicate", new { })).Expect(404);
        var audit = (await tenant.Owner.GetAsync(tenant.Manage("/audit"))).Expect(200).Text;
        Assert.Contains((string)copy["id"]!, audit, StringComparison.Ordinal);

        var again = new string('я', 200);
        (await tenant.Owner.PatchAsync($"{roles}/{copy["id"]}", new { name = again })).Expect(200);
        var shortened = (await tenant.Owner.PostAsync($"{roles}/{copy["id"]}/duplicate", new { })).Expect(201).Json;
        Assert.Equal(200, ((string)shortened["name"]!).Length);
    }

    [Fact]
    public async Task A_role_of_ones_own_is_made_changed_and_removed()
    {
        var tenant = await TenantAsync();
        var roles = tenant.Manage("/roles");
        var made = (await tenant.Owner.PostAsync(roles, new { name = "Trainee", rights = new JsonArray("CASH_OPERATIONS_SELL") })).Expect(201);
        var id = (string)made.Json["id"]!;
        Assert.Equal($$"""{"id":"{{id}}","name":"Trainee","preset":false,"rights":["CASH_OPERATIONS_SELL"]}""", made.Text);

        var changed = (await tenant.Owner.PatchAsync($"{roles}/{id}", new { rights = Array.Empty<string>() })).Expect(200);
        Assert.Equal($$"""{"id":"{{id}}","name":"Trainee","preset":false,"rights":[]}""", changed.Text);

        (await tenant.Owner.DeleteAsync($"{roles}/{id}")).Expect(204);
        (await tenant.Owner.GetAsync($"{roles}/{id}")).Expect(404);
    }

    [Fact]
    public async Task A_preset_role_cannot_be_changed_or_removed()
    {
        var tenant = await TenantAsync();
        var path = tenant.Manage($"/roles/{await tenant.RoleAsync("Кассир")}");
        var before = (await tenant.Owner.GetAsync(path)).Expect(200);

        (await tenant.Owner.PatchAsync(path, new { name = "Mine" })).Expect(409);
        (await tenant.Owner.DeleteAsync(path)).Expect(409);

        Assert.True((bool)before.Json["preset"]!);
        Assert.Equal(before.Text, (await tenant.Owner.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_role_somebody_holds_stays()
    {
        var tenant = await TenantAsync();
        var roleId = (string)(await tenant.Owner.PostAsync(tenant.Manage("/roles"), new { name = "Trainee" })).Expect(201).Json["id"]!;
        (await tenant.Owner.PostAsync(tenant.Manage("/employees"), new { name = "Cashier", roleId })).Expect(201);

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/roles/{roleId}"))).Expect(409);
    }

    [Fact]
    public async Task A_right_nobody_knows_is_refused()
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.Owner.PostAsync(tenant.Manage("/roles"), new { name = "Wizard", rights = new JsonArray("FLY") })).Expect(400);

        Assert.Contains("FLY", answer.Text, StringComparison.Ordinal);
    }
}

public sealed class SqliteOwnerStaffTests : OwnerStaffTests<SqliteFixture>;

public sealed class PostgreSqlOwnerStaffTests : OwnerStaffTests<PostgreSqlFixture>;
