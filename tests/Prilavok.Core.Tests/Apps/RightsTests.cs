using Xunit;

namespace Prilavok.Core.Tests.Apps;

public sealed class RightsTests
{
    /// <summary>An installation without a choice gets every right: one that is missing here could be held by nobody.</summary>
    [Fact]
    public void Every_right_that_is_asked_for_can_be_held()
    {
        var asked = typeof(Rights).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, right => Assert.Contains(right, Rights.All));
    }

    [Fact]
    public void A_right_is_listed_once() => Assert.Distinct(Rights.All);
}
