namespace Connect.Runtime.Errors;

/// <summary>The result of an operation whose failure may be tolerated.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="IsSkipped">Whether the operation failed and was reported, so that the record must be skipped.</param>
/// <param name="Value">The result, if it succeeded.</param>
internal readonly record struct Attempt<T>(bool IsSkipped, T Value);
