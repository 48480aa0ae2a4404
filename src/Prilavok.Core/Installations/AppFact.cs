using Prilavok.Core.Log;

namespace Prilavok.Core.Installations;

/// <summary>The app came into the account or left it.</summary>
public sealed record AppFact(string AppId) : Fact;
