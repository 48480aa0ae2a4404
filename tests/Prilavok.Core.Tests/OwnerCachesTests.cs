using Xunit;

namespace Prilavok.Core.Tests;

public sealed class OwnerCachesTests
{
    [Fact]
    public void Every_memory_is_told_of_every_change()
    {
        var first = new Memory();
        var second = new Memory();

        new OwnerCaches([first, second]).Forget("01-000000000000001");

        Assert.Equal(["01-000000000000001"], first.Forgotten);
        Assert.Equal(["01-000000000000001"], second.Forgotten);
    }

    [Fact]
    public void Or_everything()
    {
        var memory = new Memory();

        new OwnerCaches([memory]).ForgetAll();

        Assert.Equal(["all"], memory.Forgotten);
    }

    private sealed class Memory : IOwnerCache
    {
        public List<string> Forgotten { get; } = [];

        public void Forget(string ownerId) => Forgotten.Add(ownerId);

        public void ForgetAll() => Forgotten.Add("all");
    }
}
