using System.Runtime.CompilerServices;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Turns a stack overflow, which would end the process, into an error of the schema or the data.</summary>
internal static class AvroDepth
{
    /// <summary>How many levels fit into what any thread has left: looking at the stack costs more than reading a small struct's field.</summary>
    public const int Safe = 32;

    /// <summary>Called wherever a walk over a schema or a value goes one level deeper.</summary>
    /// <exception cref="DataException">The thread's stack is nearly used up.</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new DataException("Avro schema or data nested too deep.");
    }
}
