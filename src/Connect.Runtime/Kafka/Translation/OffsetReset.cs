namespace Connect.Runtime.Kafka.Translation;

/// <summary>Where a consumer begins when it has no valid offset.</summary>
/// <param name="Kind">The place.</param>
/// <param name="Age">For <see cref="OffsetResetKind.ByDuration"/>: records up to this old are read.</param>
internal sealed record OffsetReset(OffsetResetKind Kind, TimeSpan Age = default);
