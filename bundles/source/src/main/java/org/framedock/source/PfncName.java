package org.framedock.source;

/**
 * The names of all {@link PixelFormat}s, spelt as the PFNC and a configuration spell them. As the type of a setting in
 * its description (OSGi metatype) it makes them the options that tools offer and check; code reads the setting by
 * {@link SourceSettings#pixelFormat}.
 */
public enum PfncName {
    Mono1p, Mono2p, Mono4p, Mono8, Mono8s, Mono10, Mono10p, Mono10Packed, Mono12, Mono12p, Mono12Packed, Mono14,
    Mono14p, Mono16, BayerGR8, BayerGR10, BayerGR10p, BayerGR10Packed, BayerGR12, BayerGR12p, BayerGR12Packed,
    BayerGR14, BayerGR14p, BayerGR16, BayerRG8, BayerRG10, BayerRG10p, BayerRG10Packed, BayerRG12, BayerRG12p,
    BayerRG12Packed, BayerRG14, BayerRG14p, BayerRG16, BayerGB8, BayerGB10, BayerGB10p, BayerGB10Packed, BayerGB12,
    BayerGB12p, BayerGB12Packed, BayerGB14, BayerGB14p, BayerGB16, BayerBG8, BayerBG10, BayerBG10p, BayerBG10Packed,
    BayerBG12, BayerBG12p, BayerBG12Packed, BayerBG14, BayerBG14p, BayerBG16, RGB8, BGR8, RGBa8, BGRa8, RGB10,
    BGR10, RGB12, BGR12, RGB16, BGR16, RGB565p, BGR565p, RGB10p, BGR10p, RGB10p32, RGB12p, BGR12p, YUV422_8,
    YUV422_8_UYVY, YUV411_8_UYYVYY, YUV8_UYV, YCbCr8, YCbCr8_CbYCr, YCbCr422_8, YCbCr422_8_CbYCrY, YCbCr411_8,
    YCbCr411_8_CbYYCrYY
}
