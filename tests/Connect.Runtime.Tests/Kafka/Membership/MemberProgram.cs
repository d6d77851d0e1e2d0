using System.Globalization;
using System.Runtime.CompilerServices;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

/// <summary>A worker in a process of its own, for tests that stop and kill it: this assembly, started with the environment variable of
/// <see cref="Variable"/>.</summary>
/// <remarks>It prints <c>put MILLISECONDS</c> again and again while its lease is held, as a sink would put, and <c>doubt N</c>, <c>held N</c>,
/// <c>candidate</c>, <c>gone</c>.</remarks>
internal static class MemberProgram
{
    public const string Variable = "CONNECT_TEST_MEMBER";

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
            return;
        var parts = text.Split(' ');

        // Other threads may use this assembly only when its initializer has ended. A thread in the foreground keeps the process alive after that.
        new Thread(() => Run(new GroupLab(parts[0], new() { ["group.id"] = parts[1], ["session.timeout.ms"] = parts[2] }), parts[3])).Start();
    }

    private static void Run(GroupLab lab, string workerId)
    {
        var presence = lab.Cluster.CreatePresence(new WorkerIncarnation(workerId, "run"));
        presence.Start(@event =>
        {
            switch (@event)
            {
                case PresenceEvent.InDoubt doubt:
                    Say($"doubt {doubt.Doubt}");
                    break;
                case PresenceEvent.Proven proven:
                    Say(presence.Lease.TryEndDoubt(proven.Doubt) ? $"held {proven.Doubt}" : $"not held {proven.Doubt}");
                    break;
                case PresenceEvent.Candidate:
                    Say("candidate");
                    break;
                case PresenceEvent.CandidateGone:
                    Say("gone");
                    break;
            }
        });
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            presence.ReportProgress();

            // The time first: a process that is stopped after the question has put before it was stopped.
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            if (presence.Lease.IsHeld)
                Say(string.Create(CultureInfo.InvariantCulture, $"put {now}"));
            pause.Wait(10);
        }
    }

    private static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
