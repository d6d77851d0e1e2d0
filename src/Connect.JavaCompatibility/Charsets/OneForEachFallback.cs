using System.Text;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>Writes one <c>?</c> for each character that the character set does not have, also for one that takes two UTF-16 units.</summary>
internal sealed class OneForEachFallback : EncoderFallback
{
    public override int MaxCharCount => 1;

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : EncoderFallbackBuffer
    {
        private bool _pending;

        public override int Remaining => _pending ? 1 : 0;

        public override bool Fallback(char charUnknown, int index) => _pending = true;

        public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => _pending = true;

        public override char GetNextChar()
        {
            var next = _pending ? '?' : '\0';
            _pending = false;
            return next;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => _pending = false;
    }
}
