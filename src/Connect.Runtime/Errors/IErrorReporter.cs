namespace Connect.Runtime.Errors;

/// <summary>Reports records that cannot be processed.</summary>
/// <remarks>Thread-safe. Also called on the producer's threads: it must return quickly and must not throw.</remarks>
internal interface IErrorReporter
{
    /// <summary>Reports a record.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Completes when the report is durably written; faulted if it cannot be written.</returns>
    Task ReportAsync(ErrorReport report);
}
