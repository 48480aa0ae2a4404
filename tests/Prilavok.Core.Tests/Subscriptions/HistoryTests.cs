using CsCheck;
using Prilavok.Core.Apps;
using Prilavok.Core.Subscriptions;
using Xunit;

namespace Prilavok.Core.Tests.Subscriptions;

/// <summary>Whatever owners, banks and clocks do, in whatever order: what must hold of a subscription's life.</summary>
public sealed class HistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 30, 15, 777, TimeSpan.Zero);

    private static readonly Plan[] Plans =
    [
        new("month", null, 90_00, PlanPeriod.Month, PerDevice: true),
        new("month-2", null, 180_00, PlanPeriod.Month, PerDevice: false),
        new("year", null, 900_00, PlanPeriod.Year, PerDevice: true),
    ];

    private static readonly Gen<Act> GenAct = Gen.Frequency(
        (6, Gen.Int[0, 45 * 24].Select(Gen.Bool, (hours, pays) => new Act(Kind.Wait, hours, pays))),
        (1, Gen.Bool.Select(pays => new Act(Kind.Remove, 0, pays))),
        (2, Gen.Int[0, 8].Select(Gen.Bool, (choice, pays) => new Act(Kind.TakeBack, choice, pays))),
        (2, Gen.Int[0, 8].Select(Gen.Bool, (choice, pays) => new Act(Kind.Change, choice, pays))),
        (2, Gen.Bool.Select(pays => new Act(Kind.Pay, 0, pays))));

    private enum Kind
    {
        Wait,
        Remove,
        TakeBack,
        Change,
        Pay,
    }

    [Fact]
    public void No_history_leaves_a_gap_charges_twice_or_tells_what_the_diagram_forbids() => Gen.Select(
            Gen.Int[0, 30], Gen.Int[0, 8], Gen.Bool, Gen.Bool, GenAct.Array[0, 40])
        .Sample((trial, choice, leads, pays, acts) =>
        {
            var life = new Life(TermsOf(choice), trial, TimeSpan.FromDays(leads ? 5 : 0), pays);
            foreach (var act in acts)
            {
                life.Do(act);
            }

            life.Check();
        }, iter: 2000);

    [Fact]
    public void A_subscription_left_alone_is_charged_once_a_month_on_its_day_for_years()
    {
        var life = new Life(TermsOf(0), trialDays: 0, TimeSpan.Zero, pays: true);

        life.Do(new Act(Kind.Wait, 24 * 366 * 2, true));

        Assert.Equal(Enumerable.Range(1, 24).Select(month => Start.AddMonths(month)), life.Told.Where(told => told.News.Type == NewsType.Renewed).Select(told => told.At));
        life.Check();
    }

    private static Terms TermsOf(int choice) =>
        new(Plans[choice % Plans.Length], 1 + (choice / Plans.Length), choice % 2 == 0 ? [] : [new ChosenAddOn("a", choice, 10_00)]);

    /// <param name="Value">Hours, or which terms.</param>
    /// <param name="Pays">What the bank says from now on.</param>
    private sealed record Act(Kind Kind, int Value, bool Pays);

    /// <summary>One subscription and everything that was told, done the way the cloud does it: turn by turn, time in order.</summary>
    private sealed class Life
    {
        private readonly Dictionary<DateTimeOffset, int> _paidPeriods = [];
        private readonly HashSet<string> _charged = [];
        private Subscription _now;
        private DateTimeOffset _clock = Start;
        private bool _pays;
        private bool _isInstalled;

        public Life(Terms terms, int trialDays, TimeSpan lead, bool pays)
        {
            _pays = pays;
            var opened = SubscriptionMachine.Start("s1", "01-000000000000001", "a1", terms, trialDays, lead, _clock);
            _now = opened.Next;
            Take(opened);
            SettlePending();
            Assert.True(_isInstalled, "An app that was installed is there, paid or not.");
        }

        public List<(DateTimeOffset At, SubscriptionNews News)> Told { get; } = [];

        public void Do(Act act)
        {
            _pays = act.Pays;
            switch (act.Kind)
            {
                case Kind.Wait:
                    WaitUntil(_clock.AddHours(act.Value));
                    break;
                case Kind.Remove when _isInstalled:
                    Take(SubscriptionMachine.Remove(_now, _clock));
                    _isInstalled = false;
                    Assert.Null(_now.Pending);
                    break;
                case Kind.TakeBack when !_isInstalled && _now.State != SubscriptionState.Terminated:
                    Take(SubscriptionMachine.TakeBack(_now, TermsOf(act.Value), _clock));
                    SettlePending();
                    Assert.True(_isInstalled);
                    break;
                case Kind.Change when _isInstalled && !_now.IsInDunning:
                    Take(SubscriptionMachine.ChangeTerms(_now, TermsOf(act.Value), _clock));
                    SettlePending();
                    break;
                case Kind.Pay when _isInstalled ? _now.IsInDunning : _now is { State: SubscriptionState.Terminated, IsEnding: false }:
                    Take(SubscriptionMachine.PayNow(_now, _clock));
                    SettlePending();
                    break;
            }
        }

        public void Check()
        {
            Assert.Equal(Enumerable.Range(1, Told.Count), Told.Select(told => told.News.Sequence));
            Assert.Equal(Told.Count, _now.Sequence);
            Assert.All(_paidPeriods, period => Assert.True(period.Value == 1, $"The period from {period.Key} was charged {period.Value} times."));
            var state = (NewsType?)null;
            foreach (var (at, news) in Told)
            {
                Assert.True(IsAllowed(state, news.Type), $"{news.Type} after {state} at {at}.");
                state = news.Type is NewsType.Activated or NewsType.Terminated ? news.Type
                    : news.Type == NewsType.Renewed && state == NewsType.Terminated ? NewsType.Activated
                    : state ?? news.Type;
            }

            Assert.Equal(_now.State == SubscriptionState.Terminated, state == NewsType.Terminated);
            Assert.Equal(_now.State == SubscriptionState.Active, state == NewsType.Activated);
            Assert.True(_now.State != SubscriptionState.Terminated || !_isInstalled);
        }

        /// <param name="state">Created, Activated or Terminated: where the diagram stands.</param>
        private static bool IsAllowed(NewsType? state, NewsType told) => (state, told) switch
        {
            (null, NewsType.Created) => true,
            (null, _) => false,
            (_, NewsType.Created) => false,
            (NewsType.Created, NewsType.Activated) => true,
            (_, NewsType.Activated) => false,
            (NewsType.Terminated, _) => told == NewsType.Renewed,
            _ => true,
        };

        private void WaitUntil(DateTimeOffset end)
        {
            while (_now.DueAt is { } due && due <= end)
            {
                _clock = due > _clock ? due : _clock;
                var (before, wasInstalled, told) = (_now, _isInstalled, Told.Count);
                Take(SubscriptionMachine.Due(_now, _clock));
                SettlePending();
                Assert.NotEqual(before, _now);
                Assert.True(
                    wasInstalled || Told.Skip(told).All(late => late.News.Type == NewsType.Terminated), "An app that left is only told of the end.");
            }

            _clock = end;
        }

        private void SettlePending()
        {
            if (_now.Pending is not { } charge)
            {
                return;
            }

            Assert.True(_charged.Add(charge.Id), "Two different charges have one id.");
            Assert.True(charge.Amount > 0);
            if (_pays && charge.Reason is ChargeReason.Period or ChargeReason.Again)
            {
                _paidPeriods[_now.NextBillingAt!.Value] = _paidPeriods.GetValueOrDefault(_now.NextBillingAt.Value) + 1;
            }

            var (due, wasActive) = (_now.NextBillingAt, _now.State == SubscriptionState.Active);
            Take(SubscriptionMachine.Settle(_now, _pays, _clock));
            Assert.Null(_now.Pending);
            Assert.InRange(_now.Attempts, 0, SubscriptionMachine.DunningAttempts);
            Assert.True(!wasActive || !_pays || charge.Reason == ChargeReason.Terms || _now.NextBillingAt > due, "What is paid moves the next payment on.");
        }

        private void Take(Turn turn)
        {
            Told.AddRange(turn.News.Select(news => (_clock, news)));
            _now = turn.Next;
            _isInstalled = (_isInstalled || turn.Installs) && !turn.Removes;
        }
    }
}
