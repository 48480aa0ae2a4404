namespace Prilavok.Contracts;

/// <summary>
/// A member that may be left out may be null as well; on a record, every such member. Without it a member is either always there,
/// null or not, or left out when it has no value.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, Inherited = false)]
public sealed class MayBeNullAttribute : Attribute;
