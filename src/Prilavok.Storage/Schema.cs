namespace Prilavok.Storage;

/// <summary>The tables a migrated database has.</summary>
internal static class Schema
{
    /// <summary>Those that hold something of an owner, under the owner's id.</summary>
    public static IReadOnlyList<string> OfOwner { get; } =
    [
        "tokens", "stores", "roles", "employees", "terminals", "terminal_stores", "products", "events", "documents", "former_documents",
        "installations", "lanes", "attempts",
        "stock_counts", "dead_letters", "sandbox_secrets", "suppliers", "extras", "product_images", "bulk_tasks", "bulk_details", "push_details",
        "subscriptions", "payments", "payment_methods", "chaos",
        "replay_lanes", "accounts", "forwarded", "log_gaps", "keyed_calls", "owners",
    ];

    public static IReadOnlyList<string> Tables { get; } =
    [
        .. OfOwner, "counters", "apps", "app_versions", "app_revisions", "app_audit", "app_tester_logins", "publishers", "hooks", "replays",
        "sign_in_failures", "forwards",
        "data_keys", "master_keys", "canaries",
    ];
}
