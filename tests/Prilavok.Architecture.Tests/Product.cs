using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>The compiled product.</summary>
public static class Product
{
    public static TheoryData<string> Assemblies => ["Prilavok.Contracts", "Prilavok.Core", "Prilavok.Storage", "prilavok"];

    /// <summary>Types somebody wrote. What compilers and generators add follows their rules.</summary>
    public static IEnumerable<Type> TypesOf(string assembly) => Assembly.Load(assembly).GetTypes().Where(type => !IsMade(type));

    private static bool IsMade(Type type) =>
        type.Namespace is null
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        || type.FullName!.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        || type.FullName.StartsWith("System.", StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsMade(outer));
}
