namespace Connect.Conformance.Tests.Comparison;

/// <summary>Which exceptions here stand for which of Java's.</summary>
internal static class ErrorKinds
{
    private const string Connect = "org.apache.kafka.connect.errors.";

    // What a wrong value or argument leads to. Java's accidents (NullPointerException, ClassCastException...) are errors on purpose here; a
    // NullReferenceException, an IndexOutOfRangeException or an InvalidCastException is an accident here too and matches nothing.
    private static readonly Type[] Deliberate =
    [
        typeof(DataException), typeof(ConfigException), typeof(ConnectException), typeof(SchemaBuilderException), typeof(SchemaProjectorException),
        typeof(ArgumentException), typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException), typeof(FormatException),
        typeof(OverflowException),
        typeof(InvalidOperationException), typeof(NotSupportedException), typeof(KeyNotFoundException),
    ];

    private static readonly Dictionary<string, Type[]> Kinds = new(StringComparer.Ordinal)
    {
        [Connect + "ConnectException"] = [typeof(ConnectException)],
        [Connect + "DataException"] = [typeof(DataException)],
        [Connect + "SchemaBuilderException"] = [typeof(SchemaBuilderException)],
        [Connect + "SchemaProjectorException"] = [typeof(SchemaProjectorException)],
        [Connect + "RetriableException"] = [typeof(RetriableConnectException)],
        ["org.apache.kafka.common.config.ConfigException"] = [typeof(ConfigException)],
        ["org.apache.kafka.common.errors.SerializationException"] = [typeof(DataException)],
    };

    /// <summary>Whether an exception here is of the kind of one of Java's.</summary>
    /// <param name="javaType">Java's class name.</param>
    /// <param name="clrType">The full name of the exception's type here.</param>
    /// <returns>True when it is.</returns>
    public static bool Correspond(string javaType, string clrType) =>
        Kinds.GetValueOrDefault(javaType, Deliberate).Any(type => type.FullName == clrType);
}
