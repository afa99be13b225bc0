using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>The arithmetic encoder (T.88, annex E), and what is built on it, so that the decoder can be tested with data of all kinds.</summary>
internal sealed class MqEncoder
{
    private readonly List<byte> _bytes = [0]; // the first is none of the data
    private uint _code;
    private uint _interval = 0x8000;
    private int _shifts = 12;

    public void Encode(byte[] contexts, int context, int bit)
    {
        ref var state = ref contexts[context];
        var lps = MqStates.Lps[state];
        var isProbable = bit == (state & 1);
        _interval -= lps;
        if (isProbable && (_interval & 0x8000) != 0)
        {
            _code += lps;
            return;
        }

        if (isProbable == _interval < lps) _interval = lps;
        else _code += lps;
        state = isProbable ? MqStates.AfterMps[state] : MqStates.AfterLps[state];
        do
        {
            _interval <<= 1;
            _code <<= 1;
            if (--_shifts == 0) Write();
        }
        while ((_interval & 0x8000) == 0);
    }

    public byte[] Finish()
    {
        var most = _code + _interval;
        _code |= 0xFFFF;
        if (_code >= most) _code -= 0x8000;
        for (var i = 0; i < 2; i++)
        {
            _code <<= _shifts;
            Write();
        }

        if (_bytes[^1] != 0xFF) _bytes.Add(0xFF);
        _bytes.Add(0xAC);
        return [.. _bytes.Skip(1)];
    }

    private void Write()
    {
        if (_bytes[^1] != 0xFF && _code >= 0x8000000)
        {
            _bytes[^1]++;
            _code &= 0x7FFFFFF;
        }

        _shifts = _bytes[^1] == 0xFF ? 7 : 8;
        _bytes.Add((byte)(_code >> (_shifts == 7 ? 20 : 19)));
        _code &= _shifts == 7 ? 0xFFFFFu : 0x7FFFFu;
    }
}
