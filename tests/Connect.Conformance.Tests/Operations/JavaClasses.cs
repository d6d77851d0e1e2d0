using Connect.Configuration;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Stands in for the virtual machine's class path: the few classes that the cases name.</summary>
internal sealed class JavaClasses : IClassNameResolver
{
    public static readonly JavaClasses Instance = new();

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "java.lang.Object", "java.lang.String", "java.lang.Integer", "java.lang.Long", "java.lang.Runnable", "java.util.Map", "java.util.Map$Entry",
        "java.util.List", "java.util.ArrayList", "java.util.HashMap", "org.apache.kafka.connect.json.JsonConverter",
    };

    public string? Resolve(string name) => Known.Contains(name) ? name : null;
}
