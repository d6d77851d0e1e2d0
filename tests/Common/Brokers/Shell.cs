using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

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

    /// <summary>Runs a script of bash when this process has ended, however it ends: a test host may be killed, and what it started must not stay
    /// behind.</summary>
    /// <param name="script">The script; its arguments begin at <c>$2</c>.</param>
    /// <param name="arguments">The arguments.</param>
    public static void RunWhenThisProcessEnds(string script, params IReadOnlyList<string> arguments)
    {
        const string Wait = "while kill -0 \"$1\" 2>/dev/null; do sleep 0.5; done; ";
        Start("setsid", ["bash", "-c", Wait + script, "watch", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. arguments]).Dispose();
    }
}
