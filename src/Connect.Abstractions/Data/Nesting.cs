using System.Runtime.CompilerServices;

namespace Connect.Data;

/// <summary>Keeps values and schemas that are nested without end from ending the process: a stack overflow cannot be caught.</summary>
internal static class Nesting
{
    /// <summary>To be called wherever the parts of a value or schema are walked recursively.</summary>
    /// <exception cref="DataException">The stack is almost used up.</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new DataException("The value or schema is nested too deeply, or contains itself.");
    }
}
