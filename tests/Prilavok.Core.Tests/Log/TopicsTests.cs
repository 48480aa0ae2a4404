using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Core.Tests.Log;

public sealed class TopicsTests
{
    [Fact]
    public void With_every_right_an_app_hears_of_everything() => Assert.True(Topics.Allowed(Topics.All, Rights.All).SetEquals(Topics.All));

    [Fact]
    public void Without_rights_an_app_hears_of_its_token_only() => Assert.Equal([Topic.Token], Topics.Allowed(Topics.All, []));

    [Fact]
    public void Only_what_was_asked_for_is_heard() =>
        Assert.Equal([Topic.Document], Topics.Allowed([Topic.Document, Topic.Store], [Rights.DocumentRead, Rights.ProductRead]));

    [Theory]
    [InlineData(EventKind.Role)]
    [InlineData(EventKind.Clock)]
    [InlineData(EventKind.Push)]
    [InlineData(EventKind.Installation)]
    [InlineData(EventKind.Subscription)]
    public void What_is_no_apps_business_has_no_topic(EventKind kind) => Assert.Null(Topics.Of(EventOf(kind, "app-1"), "app-1"));

    [Fact]
    public void A_token_is_the_business_of_its_own_app_only()
    {
        Assert.Equal(Topic.Token, Topics.Of(EventOf(EventKind.Token, "APP-1"), "app-1"));
        Assert.Null(Topics.Of(EventOf(EventKind.Token, "app-2"), "app-1"));
    }

    private static Event EventOf(EventKind kind, string subject) =>
        new("01-000000000000001", 1, kind, EventAction.Created, subject, null, Source.System, DateTimeOffset.UnixEpoch, new AppFact(subject));
}
