using System.Globalization;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Server.Partners;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Delivery;

/// <param name="Lane">That follows the log; null when there is none any more.</param>
/// <param name="Parked">About what was parked; null when it was not.</param>
/// <param name="Dead">What was given up; null when it was not.</param>
internal sealed record Fate(LaneState? Lane, LaneState? Parked, DeadLetter? Dead)
{
    /// <summary>True where it went; what a replay took elsewhere has not arrived there.</summary>
    /// <param name="request">As it would go out now.</param>
    public static bool HasArrived(Attempt attempt, Outgoing? request) =>
        attempt.Error is null && (attempt.Url is null || attempt.Url == request?.Url);

    /// <returns>waiting, where it has not arrived.</returns>
    public string State(bool hasArrived) => hasArrived ? "delivered"
        : Dead is not null ? "dead"
        : (Parked ?? Lane) is { Paused: true, Leased: false } ? "paused"
        : Parked is not null ? "parked"
        : "waiting";
}

/// <summary>Why something did or did not reach an app, in words for a person.</summary>
internal static class DeliveryWords
{
    public static string SettingOf(Channel channel) => "urls." + Channels.NameOf(channel);

    /// <returns>Why nothing is sent at all; null when it is.</returns>
    public static string? Obstacle(App app, Installation? installation, Channel channel) =>
        !app.Settings.Urls.ContainsKey(channel) ? $"The app has no address {SettingOf(channel)}: nothing is sent."
        : installation is null && !Channels.IsAboutInstallation(channel) ? "The owner has removed the app: nothing more is sent."
        : null;

    /// <summary>What comes next with what has not arrived.</summary>
    public static string Of(Fate fate) => fate switch
    {
        { Dead: { } dead } => Text($"It was given up at {Instants.FormatZ(dead.At)}: {dead.Error}. A replay sends it once more."),
        { Parked: { Leased: true } } or { Parked: null, Lane.Leased: true } => "It is being sent now, or what stands before it is.",
        { Parked: { Paused: true } parked } => Paused(parked),
        { Parked: { } parked } => Text(
            $"It is parked: {parked.LastError ?? "it failed"}. Others pass it; it is tried by itself, ever more seldom, next at {At(parked.DueAt)}."),
        { Lane: { Paused: true } lane } => Paused(lane),
        { Lane: { DueAt: null } } or { Lane: null } => "Nothing of it waits to be sent.",
        { Lane: { Failures: > 0 } lane } => Resting(lane),
        _ => "It is about to be sent.",
    };

    /// <summary>By its publisher, or since its receiver is gone or set up wrongly: then the last attempt failed.</summary>
    private static string Paused(LaneState lane) => lane.LastError is { } error
        ? $"The lane is paused; its last attempt failed: {error}. It goes on when it is resumed."
        : "The lane is paused by its publisher. It goes on when it is resumed.";

    private static string Resting(LaneState lane)
    {
        var (failures, why) = (lane.Failures == 1 ? "failure" : "failures in a row", lane.LastError ?? "no reason is known");
        return Text($"What goes there rests after {lane.Failures} {failures} ({why}), and is tried again at {At(lane.DueAt)}.");
    }

    private static string At(DateTimeOffset? at) => at is { } known ? Instants.FormatZ(known) : "no time yet";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
