using System.Runtime.CompilerServices;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Limits recursion, so that deeply nested schemas or data cause an exception instead of a stack overflow, which would end the
/// process.</summary>
internal static class AvroDepth
{
    /// <summary>The number of levels between two checks: a check costs more than reading a field of a small struct.</summary>
    public const int Safe = 32;

    /// <summary>Call it at each level of recursion over a schema or a value.</summary>
    /// <exception cref="DataException">The thread's stack is nearly exhausted.</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new DataException("The Avro schema or data is nested too deeply.");
    }
}
