namespace Connect.Runtime.Errors;

/// <summary>Tells somebody of a record that cannot be processed.</summary>
/// <remarks>May be called from any thread, threads of the producer included: the call returns soon and does not throw.</remarks>
internal interface IErrorReporter
{
    /// <summary>Reports a record.</summary>
    /// <param name="report">What happened.</param>
    /// <returns>Completes when the report is safely written; faulted when it is not and will not be.</returns>
    Task ReportAsync(ErrorReport report);
}
