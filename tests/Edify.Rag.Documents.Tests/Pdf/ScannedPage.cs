using System.IO.Compression;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>A scan of three lines at 150 dots per inch, 667 by 313 pixels: "The bell rings at eight in the morn- / ing, and lessons begin." and "Late pupils go to room 12."</summary>
public static class ScannedPage
{
    public const int Columns = 667;
    public const int Rows = 313;

    /// <summary>Bits, 1 for ink, each row in whole bytes.</summary>
    public static byte[] Bits
    {
        get
        {
            using var bits = new MemoryStream();
            using (var zlib = new ZLibStream(new MemoryStream(Convert.FromBase64String(Deflated)), CompressionMode.Decompress)) zlib.CopyTo(bits);
            return bits.ToArray();
        }
    }

    /// <summary>The same as Group 4 fax data.</summary>
    public static byte[] Fax => Convert.FromBase64String(Group4);

    /// <summary>A file of one page that shows an image all over.</summary>
    /// <param name="entries">Entries of the image besides its size.</param>
    /// <param name="data">Its data.</param>
    /// <param name="page">Entries of the page, such as a rotation.</param>
    public static MiniPdf Pdf(string entries, byte[] data, string page = "")
    {
        var pdf = MiniPdf.WithPages("320.16 0 0 150.24 0 0 cm /Im Do");
        var image = pdf.AddStream($"/Type /XObject /Subtype /Image /Width {Columns} /Height {Rows} {entries}", data);
        pdf.Replace(3, System.Text.Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 320.16 150.24] /Contents 4 0 R /Resources << /XObject << /Im {image} 0 R >> >> {page} >>"));
        return pdf;
    }

    /// <summary>The scan as bits.</summary>
    public static MiniPdf Pdf() => Pdf("/BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0]", Bits);

    private const string Deflated =
        "eNrt2jGP2zYUB/DHshAXReroooL0FQRkiAYjykdxp47V6CGIaRjIbc3aoWi+RrfQCNBuzdqhQHnI0K1QpupQRex7tM9nX2Jb8rlBE7z/YDtn5gdLJJ9EmwAcDofD4XA4HA6H824m9CA0PoSj9YutBNfv3bQ9lpmz"
        + "H9Y0GzP3ptC9TLC3jn07ZvXkTfgkza81PogLkJrMAs9gAMLQK0Nvw0Q89WaOpm8LgTDYIJH7zW9q1YB4rjOLZng1f26yH1QLspMOVBOIq+Vz40wYdqC6ddsLi288fmX3mt/WcQvihSlrNO9dzfHV7/gX6dCM20C+"
        + "Xb4g8x6Z67av8Clo/9hvTqdpCsLa6RTNeD6/tNXjJASptIE0DZRaXlocS3GMx75qe9lO00SZut5rVkUS4QmsqgLNSMyNteOR7xE8Z1EQyaUhM1L4l3XbGp8U2Gq/OSoUmTZZm5O1aQwUypsTMiWZq7Z1UZCZ7x9L"
        + "ya6p8dW2KZa6QjOUGseSb6snSCswxQEzp3a5ITMk0yQJvhOjmasg3DXzlYlvHDZLR6Zrb8xMg3Bolu626dv2NYttM65xLB03Z3qAKRtQ8zuZOfjzCTcmPAZFfZTDO+cT+h37e8yEJvUBszhmFuDH0sa0YyzB3sSK"
        + "guNzZyzdyZQHzeiIiaNR2LramNVjPHYljaVTgPMdp+TKNKu2aCbHzBQL5hs7HV2bs3Y0BnVhHKRBoByapfFmt2qLZjo+Ysadr3XNtVn+njUg35oZxB3VOl1l3oRu1RZNrHWHTdlRTY43ZjzKahBXpsTCHMAb+svK"
        + "fLJqi6aqD5jvzc51Seiz3JrsfAD5vzUfbRfwz9VZPuZs+0Kj3HnM7Qui6s5iZttnUDR8O83hfPiEt2rc7r9B7jx9Yib0MuETNXO/SMN1WQghmbhoQBtvYWitJiOg26RbV+djfYTLsxYvFVktS12iqRrhwOmZvt/Q"
        + "Yq6EzKo/ZTAbYt7rREdmI2d69hMurVrphNPOPGhoMTfTZR3/LYMhFzpcnskFmqOxfGnqBsI0VVLiYs6Mx7SYW5rpNMmkuhhwkcflmRJ0mQwlLuCmENJNIK6ujC1okSS1rYoilkoOMuXKjKTGz4TdpMhEi1aK9GwT"
        + "MofcNOHt2gWsTLjEG7WNWeXRxlQyEGaQ+dSbT9DUaOa46JNaApoJjc+JwaXbaWbcrc3SKStrb+KtA5quPdXMbkzZis6btJiD6nRzHG1M6GDmTVzM3cksrk2cqBnECzJxMUfnE0418y0TO2lB/Y6T/lTzQlybfnxS"
        + "Z4uVGfqxBDg+TzPTW6a9k7lYWKxuaFqL8z3xx47zdHXsS3wP5zuadpDp8P+NH6L5hmpIEOBUnL82OI/GIF+b6Shzg815h2b2F5q+1nWKvgBzaNJiDmtdQ7VuoKmnpoL4VzSpJstOtbhWm2Gv4WIOa3LcyJ+Hmavv"
        + "D498XRgMvyKJY2Z0imnPbX4m9eHB90Uy2JTuSA3P2hPMY0uwE1Zdxz6GssDhcDgcDofD4XA4HA6Hw+FwOBwO5yOLPPS7jtK9jKi/+QRK29+cvNe8pYsOZs1JJhwyp9Nzm9/Bo/GZTWqa9DUTNO1ar1CytBtEkUlb"
        + "IW1F79BWzwGmcMJdNPSrox192chAdtjFVWYhaxzA/csOSnO/bgeac/fM7wSxo69aGdD+RFeVNWRXTsOD1w5m9sFVN8xcmEma0k4QO0ojGUQBiGU9xbMgX2p4qC6gtuPy2bDzCWaSRP4X7FGiZBDSbou6KtCc0wZ6"
        + "v0UkVb5p/363k0LdNi2aShjaPzA3G7O4i1lZ2u2MQ6CIxNIUeSh906qvqewkV7TLwI5GEs8n/ahP28gDGlY5bSHfmHVf09lJ6W7M2Ow3be+xtDYrMheBavaaPTcgYIebXVO0e03Zt35i50xyuDl2eLjX7LmrGE24"
        + "ZUb+M6/7Pd/u93iIWcDNWMLaQePzfWba2xTX5qTYMtdjPvdjfm0mvc25rWin0pKmYOyPHec7zk1FczP3c3NtFv12DMRu8dLOfgz8TpAmS3EepTi86mkN6p9fNJrP4I31pqtnbU9z3tnyWed3gvxGtS5u17VOUq3L"
        + "JdW6oaZubbbo/O6876kmx3hxHE8yA6LBopnjcC31MPPmIkwPmx2Ek/PcgOyY9qMwxZDdSn1N91+Y+vzn8wnfNHM4HA6Hw+FwOBwOh8PhcDgcDofD4XA4HA6HwzmWfwE9t0xS";

    private const string Group4 =
        "//////nY+S3IpnMk87S8qMimSzkqAj////+dhPzX5EvkLv8cfH////////m862bjpeS8as6Zqiosg4g/N+QP83nWJPM4hxrjP+EDBB4TBB+dcKXz2EDCDLwREqDCIQMMzwgy9hAwiEOfjuDCIR4QMEGU+EGEwgZn"
        + "hS+ED+qemn+vqnrenp+v6+qemmnrr4lW0XbiVjRdv4n7Eq2jYNG7PjDPWXb0bBxKthnqxKthnmJVtF24lWJ4aLvE/CVb9PT03T/C6dJ6EQ/T6T0/0/T09MJ6bhU/3Sb9Jv/3/vSb/3/f3Sb/S/f1f///V7//71f1"
        + "fV/TT7fV/66ev6/rsF6+v//+v+uv/x/H//8GQYXj////j////9///sGv///////mxf////4bRff////////86TU6f//g3Xz1////nSf/8f////4ev/////+///drf/9q/99r///f////////X//////S//t2rf/7"
        + "arfbe2v3/ft/t//+z3aVnv/+M5rayKhnvj+RT/kV/Z7/sJf/2OCI4rH/+yKPimJQ92PZFH+/7+x/sf/8PtB//wwqprcPhhV7/v4f9hfxERERERERHERERHEREREREREREar+V60kdiSSxx6qGEGFEf/JbnZbHXO1"
        + "nJL////H8f/+VvOmRSKfOn5PHSOkdIp8h2bjrHTJPktz2EDCDLxUCE+EDCD8EGERJkSYM0wgYREqhMEGEGXj2cwgf1T71T9NVT1XTTT/XxKto2DnxxKtoux6Lto3UbqLvEq2jdiVjRdtGwfEq36dJxD09P09DQ03"
        + "T0NN06T9P9/vdL0m/S9/0m/9/V79Xv/+3V//v1f+sF+vru6/unrr//+VYX/44OD/4P4///+v/7BsH/sH3///9F9//DYb/w3////6//nCMG/8G+p6v//+v/8OHv8P///+1/7Xt3/3tbtf//6///pf////bU9X+2u2"
        + "qt/rattr+ev8fa/a9ns9qe1sJeb1tKz3H//2RR+xKH+xOP2OKimP4qCI4rGyKP//4YVbX7Xh6phfW0HDCr/iIj0IiIiIiIiIiIjiIjXXrzvklRXUkljGPVQwgwoj///////////+ZAucyuBuS28rnIEHyJ/nemFQ"
        + "fx/l3/88YJv/ji/IiyHFXETs0iozVZRFJHo1RrzO/moQIhLDNeEzOM89hM08IiJwy8EDCISAZT4UIGEDM8IMJ/709P9P1T09PVNPTT/z4wzzLtxKx/ErH6N1GwaLuGfy7xPxd0XeJVieH/EP09N/Tf0KT0303Cpu"
        + "m6YT6+9Jv///0vS9LS/+v////77ft+3t00+lwXrp/p/uuvrquv/XmsLx///B/////9df7/v2D/////0ui+///4b/////0vXzk9f14N/////6Xr///w/39/ff/r/7tftfe1////9L6/7r//6Xpelpf9e+27W+19W1"
        + "b7b9vb/9I62QTGsiuz3aVhbS85rHYSkUdhLsJWEvzUHRBO9iUPdjgiOKxBEfgiOL8UyKPY3Y9jY//+1uH2mva+gwqYTsLYTC//iIiOIjiIiOIiIiIiIj9f/ytpL8f6+GFER////////////////wAQAQ";
}
