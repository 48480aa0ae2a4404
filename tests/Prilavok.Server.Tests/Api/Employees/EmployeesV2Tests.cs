using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Employees;

public abstract class EmployeesV2Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Hook = "/api/v1/inventories/employees";

    [Fact]
    public async Task Roles_are_a_page_and_not_an_employee()
    {
        var tenant = await TenantAsync();

        var roles = (await tenant.App.GetAsync("/employees/roles")).Expect(200);

        Assert.Equal(
            $$$"""{"items":[{"id":"{{{roles.Ids()[0]}}}","name":"{{{Name(roles, 0)}}}"},{"id":"{{{roles.Ids()[1]}}}","name":"{{{Name(roles, 1)}}}"}],"paging":{}}""",
            roles.Text);
        Assert.Equal(["Администратор", "Кассир"], new[] { Name(roles, 0), Name(roles, 1) }.Order());
        (await tenant.Owner.PostAsync(tenant.Manage("/roles"), new { name = "Helper", rights = Array.Empty<string>() })).Expect(201);
        Assert.Equal(
            (await tenant.App.GetAsync("/employees/roles/?cursor=")).Expect(200).Ids(), await tenant.App.WalkAsync("/employees/roles?limit=1", "/employees/roles?limit=1&"));
        (await tenant.App.PostAsync("/employees/roles", new { name = "x" })).Expect(405);
    }

    [Fact]
    public async Task An_app_hires_somebody_and_everybody_hears_of_it()
    {
        var tenant = await TenantAsync();
        var store = await tenant.AddStoreAsync();
        var role = await RoleAsync(tenant);
        await tenant.SettleAsync();

        var body = new { name = "Анна", last_name = "Лебедева", patronymic_name = "Сергеевна", phone = 79876543210, stores = new[] { store.ToLowerInvariant() }, role_id = role.ToLowerInvariant(), id = "ignored", user_id = "ignored" };
        var hired = (await tenant.App.PostAsync("/employees", body)).Expect(200);

        var (id, at) = ((string)hired.Json["id"]!, (string)hired.Json["created_at"]!);
        Assert.Equal(
            $$"""{"id":"{{id}}","name":"Анна","last_name":"Лебедева","patronymic_name":"Сергеевна","phone":79876543210,"stores":["{{store}}"],"role":"CASHIER","role_id":"{{role}}","user_id":"{{tenant.OwnerId}}","created_at":"{{at}}","updated_at":"{{at}}"}""",
            hired.Text);
        Assert.Matches("^[0-9]{8}-[0-9A-F]{4}-40[0-9A-F]{2}-80[0-9A-F]{2}-[0-9A-F]{12}$", id);
        Assert.Equal(hired.Text, (await tenant.App.GetAsync($"/employees/{id.ToLowerInvariant()}")).Expect(200).Text);
        Assert.Equal($$$"""{"items":[{{{hired.Text}}}],"paging":{}}""", (await tenant.App.GetAsync("/employees")).Expect(200).Text);
        await tenant.SettleAsync();
        Assert.Equal(
            $$"""[{"uuid":"{{id}}","name":"Анна","lastName":"Лебедева","patronymicName":"Сергеевна","phone":79876543210,"stores":["{{store}}"],"role":"CASHIER"}]""",
            Assert.Single(Partner.At(Hook)).Body);
    }

    [Fact]
    public async Task Phones_are_taken_as_text_and_what_is_not_given_is_left_out()
    {
        var tenant = await TenantAsync();

        var hired = (await tenant.App.PostAsync("/employees", new { name = "Bob", phone = "700001", role_id = await RoleAsync(tenant), last_name = (string?)null })).Expect(200).Json;

        Assert.Equal(700001, (long)hired["phone"]!);
        Assert.Equal(["id", "name", "phone", "stores", "role", "role_id", "user_id", "created_at", "updated_at"], hired.AsObject().Select(member => member.Key));
        Assert.Equal("[]", hired["stores"]!.ToJsonString());
    }

    [Fact]
    public async Task The_store_cuts_the_list_and_the_cursor_remembers_it()
    {
        var tenant = await TenantAsync();
        var (store, other) = (await tenant.AddStoreAsync(), await tenant.AddStoreAsync());
        var ann = await HireAsync(tenant, store, other);
        await HireAsync(tenant, other);
        await HireAsync(tenant);
        var bob = await HireAsync(tenant, store);
        var late = new List<string>();

        var walked = await tenant.App.WalkAsync(
            $"/employees?store_id={store.ToLowerInvariant()}&limit=1", "/employees?limit=1&", async number =>
            {
                if (number < 3)
                {
                    late.Add(await HireAsync(tenant, other));
                }
            });

        Assert.Equal([ann, bob], walked);
        Assert.Empty((await tenant.App.GetAsync("/employees?store_id=nowhere")).Expect(200).Ids());
        Assert.Equal(4 + late.Count, (await tenant.App.GetAsync("/employees?store_id=")).Expect(200).Ids().Count);
    }

    [Theory]
    [InlineData("""[]""", "invalid_format")]
    [InlineData("""null""", "invalid_format")]
    [InlineData("""{"name":{},"phone":"+7 987","role_id":[],"stores":"x","last_name":true}""", "invalid_format", "name: invalid value", "phone: invalid value", "role_id: invalid value", "stores: invalid value", "last_name: invalid value")]
    [InlineData("""{}""", "validation_failed", "name: must not be null", "phone: must not be null", "role_id: must not be null")]
    [InlineData("""{"name":" ","phone":null,"role_id":""}""", "validation_failed", "name: must not be blank", "phone: must not be null", "role_id: must not be blank")]
    [InlineData("""{"name":"Ann","phone":7.5,"role_id":"nobody"}""", "validation_failed", "phone: invalid value")]
    [InlineData("""{"name":"Ann","phone":1e400,"role_id":"x"}""", "validation_failed", "phone: invalid value")]
    [InlineData("""{"name":"Ann","phone":-1,"role_id":"x"}""", "validation_failed", "phone: invalid value")]
    [InlineData("""{"name":"Ann","phone":1,"role_id":"nobody"}""", "validation_failed", "role_id: unknown value")]
    public async Task Everything_that_is_wrong_is_told_at_once(string body, string code, params string[] violations)
    {
        var tenant = await TenantAsync();

        var answer = await tenant.App.PostAsync("/employees", body);

        Assert.Equal(violations, answer.Violations());
        Assert.Equal(code, (string?)answer.Json["code"]);
        Assert.Empty((await tenant.App.GetAsync("/employees")).Expect(200).Ids());
    }

    [Fact]
    public async Task Another_owners_role_store_and_employee_are_not_there()
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        var (role, theirs) = (await RoleAsync(tenant), await RoleAsync(other));

        Assert.Equal(["role_id: unknown value"], (await tenant.App.PostAsync("/employees", new { name = "Ann", phone = 1, role_id = theirs })).Violations());
        Assert.Equal(
            ["stores: unknown value"],
            (await tenant.App.PostAsync("/employees", new { name = "Ann", phone = 1, role_id = role, stores = new[] { await other.AddStoreAsync() } })).Violations());
        (await tenant.App.GetAsync($"/employees/{await HireAsync(other)}")).Expect(404);
        (await tenant.App.GetAsync("/employees/short")).Expect(404);
        (await tenant.App.DeleteAsync($"/employees/{await HireAsync(tenant)}")).Expect(405);
    }

    private static string Name(Answer roles, int index) => (string)roles.Json["items"]![index]!["name"]!;

    /// <summary>The preset cashier.</summary>
    private static async Task<string> RoleAsync(Tenant tenant) =>
        (string)(await tenant.App.GetAsync("/employees/roles")).Expect(200).Json["items"]!.AsArray().Single(role => (string?)role!["name"] == "Кассир")!["id"]!;

    private static async Task<string> HireAsync(Tenant tenant, params string[] stores) =>
        (string)(await tenant.App.PostAsync("/employees", new { name = "Ann", phone = 79876543210, role_id = await RoleAsync(tenant), stores })).Expect(200).Json["id"]!;
}

public sealed class SqliteEmployeesV2Tests : EmployeesV2Tests<SqliteFixture>;

public sealed class PostgreSqlEmployeesV2Tests : EmployeesV2Tests<PostgreSqlFixture>;
