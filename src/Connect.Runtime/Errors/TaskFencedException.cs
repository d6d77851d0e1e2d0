namespace Connect.Runtime.Errors;

/// <summary>The producer of an exactly-once task was fenced: another one has taken its transactional id, or its transaction was open for too
/// long.</summary>
/// <param name="message">What happened, and what can be done.</param>
/// <param name="inner">Kafka's answer.</param>
internal sealed class TaskFencedException(string message, Exception inner) : ConnectException(message, inner);
