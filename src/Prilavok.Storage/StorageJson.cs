using System.Text.Json.Serialization;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Employees;
using Prilavok.Core.Owners;
using Prilavok.Core.Publishing;
using Prilavok.Core.Pushes;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage;

/// <summary>How facts and settings are kept in their columns. The members' names are stored: renaming one is a migration.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(SecretJson)])]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(Store))]
[JsonSerializable(typeof(Terminal))]
[JsonSerializable(typeof(EmployeeThen))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Supplier))]
[JsonSerializable(typeof(ProductImage))]
[JsonSerializable(typeof(BulkOrder))]
[JsonSerializable(typeof(AppSettings))]
[JsonSerializable(typeof(HookSettings))]
[JsonSerializable(typeof(Push))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscriptionNews))]
[JsonSerializable(typeof(PaymentMethod))]
[JsonSerializable(typeof(Chaos))]
[JsonSerializable(typeof(ForwardedRequest))]
[JsonSerializable(typeof(ForwardedAnswer))]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>An employee together with the kind of role held then.</summary>
internal sealed record EmployeeThen(Employee Employee, RoleKind Role)
{
    [JsonIgnore]
    public EmployeeFact Fact => new(Employee, Role);
}
