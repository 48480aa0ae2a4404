using Prilavok.Core.Catalog;
using Prilavok.Core.Terminals;

namespace Prilavok.Server.Demo;

/// <summary>What a sample document can be made of.</summary>
/// <param name="EmployeeId">Null when nobody works there.</param>
/// <param name="Products">Of the terminal's store, groups among them; may be empty.</param>
internal sealed record ShopView(Terminal Terminal, string? EmployeeId, IReadOnlyList<Product> Products);
