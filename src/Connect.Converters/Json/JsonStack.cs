using System.Runtime.CompilerServices;

namespace Connect.Converters.Json;

/// <summary>Turns a stack overflow on a thread with a small stack, which would end the process, into an error: the usual stacks hold the thousand
/// levels that JSON may have.</summary>
internal static class JsonStack
{
    // So many levels fit into what any thread has left; looking at the stack costs more than writing a number.
    private const int Safe = 32;

    /// <summary>Whether there is room for one level more.</summary>
    public static bool HasRoom(int depth) => depth <= Safe || RuntimeHelpers.TryEnsureSufficientExecutionStack();
}
