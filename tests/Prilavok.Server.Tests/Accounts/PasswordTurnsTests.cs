using Microsoft.Extensions.Options;
using Prilavok.Server.Accounts;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Accounts;

/// <summary>Who may have a password hashed, and where that is done.</summary>
public sealed class PasswordTurnsTests
{
    private static readonly IOptions<AccountOptions> OneThread = Options.Create(new AccountOptions { Hashers = 1 });

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_that_floods_waits_for_itself_and_not_another()
    {
        using var turns = new PasswordTurns(OneThread, TimeProvider.System);
        using var first = await turns.TakeAsync("flood", Ct);
        var waiting = Enumerable.Range(0, 256).Select(_ => turns.TakeAsync("flood", Ct)).ToList();
        Assert.NotNull(first);
        Assert.Null(await turns.TakeAsync("flood", Ct)); // As many wait as may.

        using (var other = await turns.TakeAsync("other", Ct))
        {
            Assert.NotNull(other);
        }

        Assert.All(await Task.WhenAll(waiting), Assert.Null); // They were sent away after a moment.
    }

    [Fact]
    public async Task Whoever_waits_is_next_when_a_turn_is_given_back()
    {
        using var turns = new PasswordTurns(OneThread, new StillClock());
        var first = await turns.TakeAsync("a", Ct);
        var second = turns.TakeAsync("a", Ct);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        using var next = await second.WaitAsync(Patience, TimeProvider.System, Ct);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Whoever_goes_away_leaves_the_turn_to_others()
    {
        using var turns = new PasswordTurns(OneThread, new StillClock());
        var first = await turns.TakeAsync("a", Ct);
        using var gone = new CancellationTokenSource();
        var second = turns.TakeAsync("a", gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Patience, TimeProvider.System, Ct));

        first!.Dispose();

        using var third = await turns.TakeAsync("a", Ct).WaitAsync(Patience, TimeProvider.System, Ct);
        Assert.NotNull(third);
    }

    [Fact]
    public async Task Passwords_are_hashed_on_threads_of_their_own()
    {
        using var threads = new HashingThreads(OneThread);

        var (name, isOfPool) = await threads.RunAsync(() => (Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread), Ct);

        Assert.Equal(("passwords", false), (name, isOfPool));
        await Assert.ThrowsAsync<InvalidOperationException>(() => threads.RunAsync<int>(() => throw new InvalidOperationException(), Ct));
        Assert.Equal(1, await threads.RunAsync(() => 1, Ct));
    }

    [Fact]
    public async Task A_hash_says_whether_it_is_the_fast_form()
    {
        using var threads = new HashingThreads(OneThread);
        var passwords = new IdentityPasswords(threads);
        var (fast, slow) = (passwords.HashGenerated("Sesame"), await passwords.HashAsync("Sesame", Ct));

        Assert.True(passwords.IsGenerated(fast));
        Assert.False(passwords.IsGenerated(slow));
        Assert.False(passwords.IsGenerated(""));
        Assert.False(passwords.IsGenerated("odd"));
        foreach (var hash in new[] { fast, slow })
        {
            Assert.True(await passwords.MatchesAsync(hash, "Sesame", Ct));
            Assert.False(await passwords.MatchesAsync(hash, "sesame", Ct));
        }

        Assert.False(await passwords.MatchesAsync(null, "Sesame", Ct));
    }

    /// <summary>What is wrong takes one slow hash, whether there is such an account and how its password was made.</summary>
    [Fact]
    public async Task A_wrong_password_is_hashed_slowly_once_whosever_it_is()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var chosen = $"{Guid.CreateVersion7():n}@example.test";
        (await new Caller(server.Http).PostAsync("/manage/v1/register", new { kind = "owner", login = chosen, password = "Sesame-0pen" })).Expect(201);
        var threads = server.Get<HashingThreads>();

        foreach (var login in new[] { tenant.Login, chosen, "nobody@example.test" })
        {
            var before = threads.Count;
            (await new Caller(server.Http).PostAsync("/manage/v1/login", new { login, password = "wrong" })).Expect(401);
            Assert.Equal(before + 1, threads.Count);
        }
    }

    /// <summary>A clock on which nobody loses patience.</summary>
    private sealed class StillClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
