namespace Connect.WorkerProgram.Remote;

/// <summary>Thrown when a command for a running worker has failed.</summary>
/// <param name="message">The message for the user.</param>
/// <param name="exitCode">The program's exit code.</param>
internal sealed class RemoteException(string message, int exitCode) : Exception(message)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
