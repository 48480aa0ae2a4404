using Prilavok.Core.Log;

namespace Prilavok.Core.Catalog;

public sealed record ProductFact(Product Product) : Fact;

public sealed record ImageFact(ProductImage Image) : Fact;
