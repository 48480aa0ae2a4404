using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Each operation of the two contracts succeeds with the status that is documented for it.</summary>
public abstract class StatusTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>The twins of the publisher API count as one. Creating answers 200: only what goes on afterwards is 202.</summary>
    private static readonly Dictionary<int, string[]> Documented = new()
    {
        [200] =
        [
            "v1.stores.search", "v1.employees.search", "v1.devices.search", "v1.products.list", "v1.products.import", "v1.products.delete",
            "v1.quantities.list", "v1.quantities.set", "v1.quantities.find", "v1.schemes.list", "v1.schemes.save", "v1.schemes.delete",
            "v1.extras.list", "v1.extras.save", "v1.extras.delete", "v1.documents.list", "v1.documents.intermediate",
            "v1.ofd.stores", "v1.ofd.devices", "v1.ofd.documents", "v1.ofd.documentsOfStore",
            "v2.stores.list", "v2.stores.find", "v2.devices.list", "v2.devices.find", "v2.employees.list", "v2.employees.find", "v2.employees.create", "v2.roles.list",
            "v2.documents.list", "v2.documents.find", "v2.documents.listOfDevice", "v2.documents.findOfDevice",
            "v2.products.list", "v2.products.find", "v2.products.create", "v2.products.replace", "v2.products.change",
            "v2.productGroups.list", "v2.productGroups.find", "v2.productGroups.create", "v2.productGroups.replace", "v2.productGroups.change",
            "v2.images.add", "v2.images.list", "v2.images.find", "images.read",
            "v2.suppliers.list", "v2.suppliers.find", "v2.suppliers.add", "v2.suppliers.change", "v2.bulks.list", "v2.bulks.find",
            "apps.list", "apps.find", "apps.versions.list", "apps.versions.find", "apps.installations.list", "apps.installations.find", "apps.installations.token",
            "apps.deployments.list", "apps.deployments.find", "apps.hooks.list", "apps.hooks.find", "apps.hooks.create", "apps.hooks.replace", "apps.hooks.change",
            "apps.pushes.find", "apps.events.list", "apps.events.find", "oauth.token",
        ],
        [202] = ["v2.products.replaceMany", "v2.productGroups.replaceMany", "apps.pushes.send", "apps.pushes.sendToDevice"],
        [204] =
        [
            "v2.products.remove", "v2.products.removeMany", "v2.productGroups.remove", "v2.productGroups.removeMany",
            "v2.images.remove", "v2.images.removeAll", "v2.suppliers.remove", "v2.suppliers.removeList", "apps.hooks.remove",
        ],
    };

    [Fact]
    public async Task Each_operation_succeeds_with_its_documented_status()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var routes = Server.Routes
            .Where(route => Door.Of(route).Kind is DoorKind.App or DoorKind.PublisherOrApp or DoorKind.Publisher || route.Name() is "oauth.token" or "images.read")
            .Where(route => !route.Name().StartsWith("manage", StringComparison.Ordinal))
            .ToList();
        var documented = Documented.Values.SelectMany(names => names).ToHashSet();
        Assert.Equal("", string.Join(' ', documented.Except(routes.Select(Samples.Key))));
        Assert.Equal("", string.Join(' ', routes.Select(Samples.Key).Except(documented)));

        var wrong = new List<string>();
        foreach (var route in routes.OrderBy(Order).ThenByDescending(route => route.RoutePattern.RawText!.Length))
        {
            var expected = Documented.Single(status => status.Value.Contains(Samples.Key(route))).Key;
            var isAgain = Samples.MethodOf(route) == HttpMethod.Delete && route.Name().StartsWith("api.", StringComparison.Ordinal);
            if (isAgain)
            {
                continue; // Its twin has taken away the only one.
            }

            var answer = await RouteCall.SendAsync(route, account.For(Door.Of(route).Kind), account);
            var saysNothing = expected == 204 || (route.Name().StartsWith("v1.", StringComparison.Ordinal) && Samples.MethodOf(route) == HttpMethod.Post);
            if (answer.Status != expected || answer.Bytes.Length == 0 != saysNothing)
            {
                wrong.Add($"{route.Name()}: {answer.Asked} answered {answer.Status}, not {expected}: {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What is taken away is taken last, and groups after what is in them.</summary>
    private static int Order(RouteEndpoint route) => Samples.MethodOf(route).Method switch
    {
        "GET" => 0,
        "DELETE" => route.Name().Contains("Group", StringComparison.Ordinal) ? 3 : 2,
        _ => 1,
    };
}

public sealed class SqliteStatusTests : StatusTests<SqliteFixture>;

public sealed class PostgreSqlStatusTests : StatusTests<PostgreSqlFixture>;
