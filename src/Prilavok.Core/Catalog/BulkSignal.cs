namespace Prilavok.Core.Catalog;

/// <summary>The signal of bulk tasks.</summary>
public sealed class BulkSignal : WorkSignal;
