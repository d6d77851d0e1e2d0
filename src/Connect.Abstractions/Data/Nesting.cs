using System.Runtime.CompilerServices;

namespace Connect.Data;

/// <summary>Keeps values that are nested without end from ending the process: a stack overflow cannot be caught.</summary>
internal static class Nesting
{
    /// <summary>To be called wherever a collection's elements are walked recursively.</summary>
    /// <exception cref="DataException">The stack is almost used up.</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new DataException("The value is nested too deeply.");
    }
}
