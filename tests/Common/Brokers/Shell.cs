using System.ComponentModel;
using System.Diagnostics;

namespace Connect.Tests.Brokers;

/// <summary>Runs other programs.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code (-1 when it could not be started) and what it printed.</returns>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await errors);
        }
        catch (Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }

    /// <summary>Starts a program and leaves it alone.</summary>
    public static Process Start(string program, params IReadOnlyList<string> arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
}
