using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Connect.Tests;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

/// <summary>A <see cref="MemberProgram"/> that runs.</summary>
internal sealed class MemberProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    public MemberProcess(GroupLab lab, string workerId)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(MemberProcess).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[MemberProgram.Variable] = string.Create(
            CultureInfo.InvariantCulture,
            $"{lab.BootstrapServers} {lab.Config.GroupId} {lab.Config.Timeouts.Session.TotalMilliseconds:0} {workerId}");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } data)
                _lines.Enqueue(data);
        };
        _process.BeginOutputReadLine();
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public bool Says(string line) => _lines.Contains(line);

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
