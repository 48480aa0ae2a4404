using Prilavok.Core.Log;

namespace Prilavok.Core.Suppliers;

public sealed record SupplierFact(Supplier Supplier) : Fact;
