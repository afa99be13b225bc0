namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The arithmetic decoder (T.88, annex E). Contexts are bytes, 0 at first, each the state of one; see <see cref="MqStates"/>.</summary>
internal sealed class MqDecoder
{
    // A decoder looks a few bytes ahead, and writers leave off some at the end: who reads on is led by a header that lies.
    private const int MaxBytesBehindEnd = 4096;

    private readonly byte[] _data;
    private readonly int _end;
    private int _position;
    private int _behindEnd;
    private uint _code;
    private uint _interval = 0x8000;
    private int _shifts;

    public MqDecoder(byte[] data, int start, int end)
    {
        (_data, _position, _end) = (data, start, end);
        _code = (uint)Byte(start) << 16;
        ReadByte();
        _code <<= 7;
        _shifts -= 7;
    }

    public MqDecoder(BitReader reader) : this(reader.Data, reader.Position, reader.End)
    {
    }

    /// <summary>The next decision.</summary>
    public int Decode(byte[] contexts, int context)
    {
        ref var state = ref contexts[context];
        var value = state & 1;
        var lps = MqStates.Lps[state];
        _interval -= lps;
        bool isProbable;
        if (_code >> 16 < lps)
        {
            isProbable = _interval < lps;
            _interval = lps;
        }
        else
        {
            _code -= lps << 16;
            if ((_interval & 0x8000) != 0) return value;
            isProbable = _interval >= lps;
        }

        state = isProbable ? MqStates.AfterMps[state] : MqStates.AfterLps[state];
        do
        {
            if (_shifts == 0) ReadByte();
            _interval <<= 1;
            _code <<= 1;
            _shifts--;
        }
        while ((_interval & 0x8000) == 0);
        return isProbable ? value : 1 - value;
    }

    // Behind the end, and at a marker, stand ones without end.
    private int Byte(int position) => position < _end ? _data[position] : 0xFF;

    private void ReadByte()
    {
        if (Byte(_position) != 0xFF)
        {
            _code += (uint)Byte(++_position) << 8;
            _shifts = 8;
        }
        else if (Byte(_position + 1) <= 0x8F)
        {
            _code += (uint)Byte(++_position) << 9;
            _shifts = 7;
        }
        else
        {
            if (++_behindEnd > MaxBytesBehindEnd) throw new Jbig2Exception("its data break off");
            _code += 0xFF00;
            _shifts = 8;
        }
    }
}
