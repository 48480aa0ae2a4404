using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Billing;

/// <param name="Mode">Null when the owner did not choose: verify where the app offers it, else create, else neither.</param>
/// <param name="Form">What the owner filled in for the service.</param>
/// <param name="Terminals">Ids of those it shall be on; null is all.</param>
public sealed record InstallRequest(
    string OwnerId, Source Source, string AppId, SignInMode? Mode, IReadOnlyDictionary<string, string> Form, TermsChoice Choice,
    IReadOnlyList<string>? Terminals = null);

public abstract record InstallOutcome
{
    private InstallOutcome()
    {
    }

    public sealed record Installed : InstallOutcome;

    public sealed record AppUnknown : InstallOutcome;

    public sealed record AlreadyInstalled : InstallOutcome;

    public sealed record Refused(SignInOutcome.Refused Partner) : InstallOutcome;

    /// <summary>What was chosen or filled in is not what the app offers or asks for.</summary>
    public sealed record Wrong(IReadOnlyList<(string Subject, string Reason)> Faults) : InstallOutcome
    {
        public Wrong(TermsFault fault)
            : this([(fault.Subject, fault.Reason)])
        {
        }
    }

    /// <summary>Until what is paid ends, the app comes back with the plan it had.</summary>
    public sealed record PlanFixed : InstallOutcome;
}

/// <summary>
/// Brings an app into an owner's account: asks the service who the owner is there, then records the installation with its
/// cloud token and its subscription, and takes the first payment. No transaction is open while others think.
/// </summary>
public sealed class InstallApp(
    IStorage storage, IApps apps, IInstallations installations, ISubscriptions subscriptions, KeepInstallations keep, IPartner partner, TakeTurn take,
    ChargeSubscription charge, TickTerminals tick, Patterns patterns, BillingRules rules, Ids ids)
{
    public async Task<InstallOutcome> HandleAsync(InstallRequest request, CancellationToken ct)
    {
        var ownerId = request.OwnerId;
        var (app, former, past) = await storage.ReadAsync(
            async s => (
                await apps.FindOfferedAsync(s, ownerId, request.AppId),
                await installations.FindAsync(s, ownerId, request.AppId),
                await subscriptions.ListAsync(s, ownerId, request.AppId)),
            ct);
        if (app is null)
        {
            return new InstallOutcome.AppUnknown();
        }

        if (former is not null)
        {
            return new InstallOutcome.AlreadyInstalled();
        }

        if (Refusal(app, request.Choice, Running(past)) is { } refusal)
        {
            return refusal;
        }

        SignInOutcome.SignedIn? account = null;
        if (ModeFor(app.Settings, request.Mode) is { } chosen)
        {
            var fields = (chosen == SignInMode.Verify ? app.Settings.VerifyForm : app.Settings.CreateForm) ?? [];
            var (form, faults) = AppForm.Fill(fields, request.Form, patterns);
            if (faults.Count > 0)
            {
                return new InstallOutcome.Wrong([.. faults.Select(fault => ("form." + fault.Field, fault.Reason))]);
            }

            switch (await partner.SignInAsync(app, ownerId, chosen, form, ct))
            {
                case SignInOutcome.Refused refused:
                    return new InstallOutcome.Refused(refused);
                case SignInOutcome.SignedIn signedIn:
                    account = signedIn;
                    break;
            }
        }

        return await RecordAsync(request, account, ct);
    }

    private async Task<InstallOutcome> RecordAsync(InstallRequest request, SignInOutcome.SignedIn? account, CancellationToken ct)
    {
        var (outcome, subscription) = await storage.WriteAsync<(InstallOutcome, Subscription?)>(
            request.OwnerId,
            async work =>
            {
                // Held, so that nobody is left behind by a version that is published now.
                if (await apps.HoldAsync(work, request.AppId) is null
                    || await apps.FindOfferedAsync(work, request.OwnerId, request.AppId) is not { } app)
                {
                    return (new InstallOutcome.AppUnknown(), null);
                }

                if (await installations.FindAsync(work, request.OwnerId, app.Id) is not null)
                {
                    return (new InstallOutcome.AlreadyInstalled(), null);
                }

                var past = await subscriptions.ListAsync(work, request.OwnerId, app.Id);
                if (Refusal(app, request.Choice, Running(past)) is { } refusal)
                {
                    return (refusal, null);
                }

                var (terminals, unknown) = await tick.FindAsync(work, request.Terminals);
                if (unknown.Count > 0)
                {
                    return (new InstallOutcome.Wrong([.. unknown.Select(id => ("devices", $"there is no device {id}"))]), null);
                }

                var installation = await keep.AddAsync(work, app, account?.UserToken, account?.PartnerBills ?? false, terminals);
                if (installation.PartnerBills || TurnOf(work, app, request.Choice, past) is not { } turn)
                {
                    await keep.AnnounceAsync(work, request.Source, app);
                    return (new InstallOutcome.Installed(), null);
                }

                return (new InstallOutcome.Installed(), await take.HandleAsync(work, request.Source, turn));
            },
            ct);
        if (subscription?.Pending is { } pending)
        {
            // Declined or not, the app is there: what is owed is tried again on the following days.
            await charge.SettleAsync(request.OwnerId, subscription.Id, request.Source, pending, ct);
        }

        return outcome;
    }

    /// <returns>Null for an app that costs nothing.</returns>
    private Turn? TurnOf(IOwnerWork work, App app, TermsChoice choice, IReadOnlyList<Subscription> past)
    {
        if (Running(past) is { } running)
        {
            return SubscriptionMachine.TakeBack(running, choice.Of(app.Settings, running.Terms).Terms, work.Now);
        }

        if (choice.Of(app.Settings, null).Terms is not { } terms)
        {
            return null;
        }

        // Free days are given once.
        var trialDays = past.Any(subscription => subscription.TrialDays > 0) ? 0 : app.Settings.TrialDaysFrom(work.Now);
        return SubscriptionMachine.Start(ids.NewUuid(), work.OwnerId, app.Id, terms, trialDays, rules.Lead, work.Now);
    }

    private InstallOutcome? Refusal(App app, TermsChoice choice, Subscription? running)
    {
        var (terms, fault) = choice.Of(app.Settings, running?.Terms);
        if (fault is not null)
        {
            return new InstallOutcome.Wrong(fault);
        }

        var isOther = running is not null && terms!.Plan.Id != running.Terms.Plan.Id;
        var isFixed = !rules.ChangesPlanOnReturn || running is { IsOneTime: true } || terms?.Plan.Period == PlanPeriod.Once;
        return isOther && isFixed ? new InstallOutcome.PlanFixed() : null;
    }

    /// <summary>What the owner has paid for, or tries, and can take back; null when there is nothing.</summary>
    private static Subscription? Running(IReadOnlyList<Subscription> past) =>
        past is [{ State: not SubscriptionState.Terminated } last, ..] ? last : null;

    private static SignInMode? ModeFor(AppSettings settings, SignInMode? asked) => asked switch
    {
        SignInMode.Verify when settings.UserVerifyUrl is not null => SignInMode.Verify,
        SignInMode.Create when settings.UserCreateUrl is not null => SignInMode.Create,
        _ when settings.UserVerifyUrl is not null => SignInMode.Verify,
        _ when settings.UserCreateUrl is not null => SignInMode.Create,
        _ => null,
    };
}
