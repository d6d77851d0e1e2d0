using Connect.Runtime.Errors;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>Keeps reports; they are written at once, or when told to.</summary>
internal sealed class FakeReporter : IErrorReporter
{
    private readonly List<ErrorReport> _reports = [];

    /// <summary>The writing that reports wait for.</summary>
    public Task Writing { get; set; } = Task.CompletedTask;

    public IReadOnlyList<ErrorReport> Reports
    {
        get
        {
            lock (_reports)
                return [.. _reports];
        }
    }

    public Task ReportAsync(ErrorReport report)
    {
        lock (_reports)
            _reports.Add(report);
        return Writing;
    }
}
