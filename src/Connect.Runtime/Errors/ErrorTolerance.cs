namespace Connect.Runtime.Errors;

/// <summary>What to do with a record that cannot be processed (<c>errors.tolerance</c>).</summary>
internal enum ErrorTolerance
{
    /// <summary>The task fails.</summary>
    None,

    /// <summary>The record is reported and skipped.</summary>
    All,
}
