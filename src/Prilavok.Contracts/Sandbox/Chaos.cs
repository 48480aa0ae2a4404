namespace Prilavok.Contracts.Sandbox;

/// <summary>What goes wrong on purpose. The same seed and the same doings give the same mishaps.</summary>
public sealed record Chaos([MayBeNull] int? Seed = null, [MayBeNull] ApiChaos? Api = null, [MayBeNull] WebhookChaos? Webhooks = null);

/// <summary>Of calls to the REST API with the tenant's cloud tokens.</summary>
/// <param name="Rate429">Share of calls that are one too many, 0 to 1.</param>
/// <param name="Rate500">Share of calls that fail, 0 to 1.</param>
/// <param name="LatencyMs">Calls wait up to so long, at most 60,000.</param>
public sealed record ApiChaos(double? Rate429 = null, double? Rate500 = null, int? LatencyMs = null);

/// <summary>Of webhooks.</summary>
/// <param name="Duplicate">Share of deliveries that come twice, 0 to 1.</param>
/// <param name="ReorderWindow">So many events in a row come in any order, at most 100; 1 leaves the order.</param>
/// <param name="DelayMs">Deliveries wait up to so long, at most 30,000.</param>
/// <param name="DropConnection">Share of attempts whose connection breaks, before the request or before its answer, 0 to 1.</param>
public sealed record WebhookChaos(double? Duplicate = null, int? ReorderWindow = null, int? DelayMs = null, double? DropConnection = null);
