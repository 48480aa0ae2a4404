using Prilavok.Core.Log;

namespace Prilavok.Core.Stores;

public sealed record StoreFact(Store Store) : Fact;
