namespace Connect.WorkerProgram.Remote;

/// <summary>A command that a worker was asked for has failed.</summary>
/// <param name="message">What to tell the user.</param>
/// <param name="exitCode">The program's exit code.</param>
internal sealed class RemoteException(string message, int exitCode) : Exception(message)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
